import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { changesNothing, loadCase, notYet, unknownCase } from '@/agent/ask/answers/case-answers'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { rollbackCard } from '@/lib/desks/cost/intents/rollback'
import { cell, columnsOf } from '@/lib/intents/cell'
import { STATUS_WORDS, templateWords } from '@/lib/intents/code-words'
import { count, type Facts, words } from '@/lib/intents/fact'
import { wouldAllow } from '@/lib/intents/would-allow'
import { capital } from '@/lib/kernel/letters'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

/** What the planner looked at and did not propose, with what would allow it; and what it proposed, to compare with. */
export async function planAlternatives(frame: FrameOf<'plan_alternatives'>, ask: AskWith): Promise<Answer> {
  const one = await loadCase(frame.case_id, ask)
  if (one === null) return unknownCase(frame, ask, frame.case_id)
  const { plan } = one.c
  if (plan === null) return notYet(frame, ask, one, 'Alternatives', 'No plan was made for this case yet.')
  const table: Component = {
    kind: 'table',
    title: 'Considered, not proposed',
    subtitle: one.c.headline,
    columns: columnsOf('Action', 'On', 'Because', 'Would allow it'),
    rows: plan.rejected.map((r) => ({
      href: null,
      cells: [cell(capital(templateWords(r.template))), cell(r.target), cell(r.because), cell(wouldAllow(r) ?? 'nothing known')],
    })),
    totals: null,
    more: null,
  }
  const nothing: Component = {
    kind: 'notice',
    tone: 'info',
    title: 'No alternative',
    text: 'The planner found nothing else that fits this cause.',
    remedy: null,
  }
  const facts: Facts = { ...one.facts, options: count('Not proposed', plan.rejected.length, 'other action was', 'other actions were') }
  const card = viewIntent(ask, frame, {
    title: plan.rejected.length > 0 ? table.title : nothing.title,
    facts: { options: facts['options'] as Facts[string] },
    components: [plan.rejected.length > 0 ? table : nothing],
    suggestions: ['What is the plan?', 'Who must approve?', 'Explain this case'],
  })
  return {
    intents: [card, ...(one.cards.plan === null ? [] : [one.cards.plan])],
    sentence: say('{title}: {options} looked at and not proposed.', facts, ['options']),
    listed: [],
  }
}

/** How a plan can be undone: the recipe of each action, for how long, and where the run stands. Without a case: every plan that was carried out. */
export async function rollbackOptions(frame: FrameOf<'rollback_options'>, ask: AskWith): Promise<Answer> {
  if (frame.case_id === null) return everyWayBack(frame, ask)
  const one = await loadCase(frame.case_id, ask)
  if (one === null) return unknownCase(frame, ask, frame.case_id)
  const { plan, run } = one.c
  if (plan === null) return notYet(frame, ask, one, 'Nothing to undo', 'No plan was made for this case yet.')
  if (plan.actions.length === 0) return changesNothing(frame, ask, 'There is nothing to undo')
  const back = rollbackCard({ c: one.c, now: ask.now })
  const where: Component = {
    kind: 'notice',
    tone: 'info',
    title: 'A question changes nothing',
    text: run === null ? 'There is nothing to undo until the plan was carried out.' : 'A rollback is asked for on the case, by people who may.',
    remedy: null,
  }
  const facts: Facts = { ...one.facts, actions: count('Actions', plan.actions.length, 'action') }
  const card = viewIntent(ask, frame, {
    title: 'Ways back',
    facts: { actions: facts['actions'] as Facts[string], ...back?.facts },
    evidence: one.ctx.evidence,
    components: [...(back === null ? [] : [back.part]), where],
    suggestions: ['What is the plan?', 'Did it work?', 'Who must approve?'],
  })
  return {
    intents: [card, ...(one.cards.execution === null ? [] : [one.cards.execution])],
    sentence: say(
      run === null
        ? '{title}: {actions}, not carried out yet; the card says how each would be undone.'
        : '{title}: {actions}; the card says how each is undone.',
      facts,
      ['actions'],
    ),
    listed: [],
  }
}

async function everyWayBack(frame: FrameOf<'rollback_options'>, ask: AskWith): Promise<Answer> {
  const run = (await ask.cases.carriedOut()).filter((c) => c.plan !== null)
  if (run.length === 0) {
    const answer = noticeAnswer(frame, ask, { tone: 'missing', title: 'Nothing to undo', text: 'Not known: no plan was carried out yet.', remedy: null }, [
      'What is waiting for approval?',
      'What needs attention?',
    ])
    return { ...answer, sentence: say('No plan was carried out yet, so there is nothing to undo.', {}) }
  }
  const facts: Facts = { plans: count('Carried out', run.length, 'plan was', 'plans were'), latest: words('Latest', run[0]?.headline ?? '') }
  const table: Component = {
    kind: 'table',
    title: 'Plans that were carried out',
    subtitle: 'How each is undone',
    columns: columnsOf('Case', 'State', 'How it is undone', 'Possible for'),
    rows: run.map((c) => ({
      href: `/cases/${c.case_id}`,
      cells: [
        cell(c.headline),
        cell(STATUS_WORDS[c.status]),
        cell(c.plan?.actions.map((a) => a.rollback.recipe.join(' · ')).join('; ') ?? ''),
        cell(c.plan?.actions.map((a) => a.rollback.reversible_for).join('; ') ?? ''),
      ],
    })),
    totals: null,
    more: null,
  }
  const intent = viewIntent(ask, frame, { title: table.title, facts, components: [table], suggestions: ['Did it work?', 'Savings', 'What needs attention?'] })
  return { intents: [intent], sentence: say('{plans} carried out; the latest: {latest}.', facts, ['plans']), listed: run.map((c) => c.case_id) }
}
