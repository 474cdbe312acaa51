import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { viewIntent } from '@/agent/ask/view-intent'
import { type Sentence, say } from '@/agent/narration/say'
import { type CaseContext, caseContext } from '@/lib/desks/cost/intents/case-context'
import { type CaseIntents, caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { evidenceOfCategory } from '@/lib/desks/cost/intents/evidence/evidence'
import { shownHeadline } from '@/lib/desks/cost/intents/shown-headline'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { cell, columnsOf } from '@/lib/intents/cell'
import { LEVEL_WORDS, STATUS_WORDS } from '@/lib/intents/code-words'
import { type Facts, words } from '@/lib/intents/fact'
import { clauseWords, valueWords } from '@/lib/intents/policy-words'
import { lower } from '@/lib/kernel/letters'
import type { Case } from '@/schemas/case'
import type { Frame, FrameOf } from '@/schemas/frame'
import type { Component, UiIntent } from '@/schemas/intent'

type CaseFrame = FrameOf<'explain_case'> | FrameOf<'why_category'> | FrameOf<'plan_show'> | FrameOf<'gate_explain'>
export type OneCase = { c: Case; ctx: CaseContext; cards: CaseIntents; facts: Facts }

/** A case and its cards as they are now; the same cards as on its page, so that a conversation never shows another truth. */
export async function loadCase(case_id: string, ask: AskWith): Promise<OneCase | null> {
  const c = await ask.cases.find(case_id)
  if (c === null || c.cost === null) return null
  const extras = await ask.cases.extras([c])
  const cards = caseIntents(c, ask.now, ask.viewer, extras)
  return {
    c,
    ctx: caseContext(c, ask.now, ask.viewer, extras),
    cards,
    facts: { ...cards.headline.facts, title: words('Case', shownHeadline(c)), status: words('Status', STATUS_WORDS[c.status]) },
  }
}

export const unknownCase = (frame: Frame, ask: AskWith, case_id: string): Answer => {
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'missing',
      title: 'No such case',
      text: `There is no case ${case_id}, or it belongs to another tenant.`,
      remedy: 'Pick one from the open anomalies.',
    },
    ['What needs attention?'],
  )
  return { ...answer, sentence: say('There is no such case.', {}) }
}

const of = (intents: (UiIntent | null)[], sentence: Sentence): Answer => ({ intents: intents.filter((i) => i !== null), sentence, listed: [] })
const about = (one: OneCase, template: string, more: Facts = {}): Sentence => say(template, { ...one.facts, ...more })

/** What a case shows of itself for each question about it. Null parts are said to be missing, with when they will come. */
export async function caseAnswer(frame: CaseFrame, ask: AskWith): Promise<Answer> {
  const one = await loadCase(frame.case_id, ask)
  if (one === null) return unknownCase(frame, ask, frame.case_id)
  const { cards, c } = one
  const at_stake = one.facts['at_stake_day'] === undefined ? '' : ' It puts {at_stake_day} at stake.'
  switch (frame.frame) {
    case 'explain_case':
      return of([cards.headline, cards.chart, cards.attribution], about(one, `{title}. The case stands at: {status}.${at_stake}`))
    case 'why_category':
      return cards.triage === null
        ? notYet(frame, ask, one, 'The category', 'Triage has not run on this case yet.')
        : of([cards.triage, evidenceAsked(frame, one)], whyNot(frame, one) ?? why(cards.triage))
    case 'plan_show':
      return cards.plan === null
        ? notYet(frame, ask, one, 'The plan', 'No plan was made for this case yet.')
        : of(
            [cards.plan, cards.plan_editor, cards.approval],
            about(
              one,
              c.plan?.actions.length === 0 || c.approval !== null ? '{plan}; the case stands at: {status}.' : '{plan}; nothing was sent for approval yet.',
              {
                plan: words('Plan', cards.plan.title),
              },
            ),
          )
    case 'gate_explain':
      return gate(frame, ask, one)
  }
}

/** The evidence of the category that was asked about; without one, that of the case. */
function evidenceAsked({ category }: FrameOf<'why_category'>, { c, cards, ctx }: OneCase): UiIntent | null {
  return category === null || category === c.cost?.triage?.category ? cards.evidence : evidenceOfCategory(ctx, category)
}

/** What the rule of the asked category said, when it is not the one that won. */
function whyNot({ category }: FrameOf<'why_category'>, one: OneCase): Sentence | null {
  const triage = one.c.cost?.triage
  const verdict = triage?.verdicts.find((v) => v.category === category)
  if (category === null || triage === null || triage === undefined || triage.category === category) return null
  const facts: Facts = { asked: words('Category', lower(CATEGORY_LABELS[category])), won: words('Category', lower(CATEGORY_LABELS[triage.category])) }
  if (verdict === undefined) return say('No rule for {asked} was asked; the category is {won}.', facts)
  return say(
    verdict.outcome === 'unknown'
      ? 'The rule for {asked} could not decide: evidence is missing. The category is {won}.'
      : verdict.outcome === 'clear'
        ? 'The rule for {asked} found nothing of the kind; the category is {won}.'
        : 'The rule for {asked} found something, and {won} explains more of the rise.',
    facts,
  )
}

function why(card: UiIntent): Sentence {
  const part = card.components.find((p) => p.kind === 'triage.explain')
  const confidence = part === undefined ? undefined : card.facts[part.confidence]
  if (part === undefined || confidence === undefined) return say('{title}.', { title: words('Finding', card.title) })
  return say('The category is {category}; confidence {confidence}.', { category: words('Category', part.category.toLowerCase()), confidence }, ['confidence'])
}

export function notYet(frame: Frame, ask: AskWith, one: OneCase, what: string, because: string): Answer {
  const answer = noticeAnswer(frame, ask, { tone: 'missing', title: what, text: `not known: ${because}`, remedy: null }, [
    'Explain this case',
    'What needs attention?',
  ])
  return { ...answer, sentence: about(one, because) }
}

/** A plan without actions leaves nothing to approve and nothing to undo. */
export function changesNothing(frame: Frame, ask: AskWith, so: string): Answer {
  const text = 'The plan of this case changes nothing in the cloud.'
  const answer = noticeAnswer(frame, ask, { tone: 'info', title: so, text, remedy: null }, ['What is the plan?', 'Explain this case'])
  return { ...answer, sentence: say(`${so}: its plan changes nothing in the cloud.`, {}) }
}

/** The policy's answer in its own words: clauses that applied, clauses that were not met and what would meet them. */
function gate(frame: FrameOf<'gate_explain'>, ask: AskWith, one: OneCase): Answer {
  const { policy, plan } = one.c
  if (plan?.actions.length === 0) return changesNothing(frame, ask, 'Nobody has to approve it')
  if (policy === null || plan === null) return notYet(frame, ask, one, 'Who must approve', 'Policy decides when there is a plan.')
  const reasons: Component = {
    kind: 'table',
    title: 'What policy said',
    subtitle: `Policy set ${policy.policy_digest.slice(0, 8)}`,
    columns: columnsOf('Rule', 'Why'),
    rows: policy.reasons.map((r) => ({ href: null, cells: [cell(r.policy_id), cell(r.text)] })),
    totals: null,
    more: null,
  }
  const unmet: Component = {
    kind: 'table',
    title: 'Not met',
    subtitle: 'What would satisfy each clause',
    columns: columnsOf('Clause', 'Now', 'Would satisfy'),
    rows: policy.unmet.map((u) => ({ href: null, cells: [cell(clauseWords(u.clause)), cell(valueWords(u.value)), cell(u.would_satisfy)] })),
    totals: null,
    more: null,
  }
  const risk: Component = {
    kind: 'table',
    title: `Risk ${plan.risk.score} of 100`,
    subtitle: 'Every term of the score',
    columns: columnsOf('Term', '>Points', 'Because'),
    rows: plan.risk.terms.map((t) => ({ href: null, cells: [cell(t.name.replaceAll('_', ' ')), cell(String(t.points)), cell(t.because)] })),
    totals: null,
    more: null,
  }
  const components = [...(policy.reasons.length > 0 ? [reasons] : []), ...(policy.unmet.length > 0 ? [unmet] : []), risk]
  const level = policy.level === null ? 'nobody may approve it: policy denies it' : LEVEL_WORDS[policy.level]
  const facts: Facts = { ...one.facts, level: words('Agreement needed', level) }
  const card = viewIntent(ask, frame, {
    title: `Agreement needed: ${level}`,
    facts: { level: facts['level'] as Facts[string] },
    components,
    suggestions: ['What is the plan?', 'What is waiting for approval?', 'Explain this case'],
  })
  return of([one.cards.approval, card], say('Agreement needed: {level}.', facts, ['level']))
}
