import { type Answer, type AskWith, aboutFacts, viewIntent } from '@/agent/ask/answer-kit'
import { loadCase } from '@/agent/ask/answers/case-answers'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { say } from '@/agent/narration/say'
import { isClosed } from '@/lib/cases/move'
import { inboxIntent } from '@/lib/desks/cost/intents/inbox'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type Facts, instant, money, moneyPerDay, notKnown, words } from '@/lib/intents/fact'
import { LEVEL_WORDS, STATUS_WORDS } from '@/lib/intents/words'
import { add, compareDecimal, DAYS_PER_MONTH, perDay } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

/** Open cases of the cost desk inside a scope, most money first. */
export async function listAnomalies(frame: FrameOf<'list_anomalies'>, ask: AskWith): Promise<Answer> {
  const inside = (c: Case): boolean => {
    const at = c.cost?.anomaly.scope
    return at !== undefined && Object.entries(frame.scope).every(([key, value]) => at[key as keyof typeof at] === value)
  }
  const open = (await ask.cases.list())
    .filter((c) => !isClosed(c) && c.cost !== null && inside(c) && (frame.severity === null || c.severity === frame.severity))
    .sort((a, b) => compareDecimal(b.at_stake_per_day, a.at_stake_per_day))
  const facts: Facts = { ...aboutFacts(frame, ask.gazetteer), cases: count('Open cases', open.length, 'open case') }
  const [first] = open
  if (first === undefined) {
    const answer = noticeAnswer(
      frame,
      ask,
      { tone: 'info', title: 'Nothing is open here', text: 'No open case fits. A case appears when a day of the bill leaves its expected band.', remedy: null },
      ['What changed most?', 'Savings', 'Which accounts cost the most?'],
    )
    return { ...answer, sentence: say('No open case in {scope}.', facts) }
  }
  const shown = open.slice(0, frame.limit)
  const card = inboxIntent(shown, ask.now, ask.viewer, await ask.cases.extras(shown), 'Open cases')
  const intent = {
    ...card,
    intent_id: `view.list_anomalies.${ask.run_key}`,
    suggestions: ['Explain the first one', 'Only critical', 'What is waiting for approval?'].map((text) => ({ text })),
  }
  const at_stake = {
    ...facts,
    at_stake: moneyPerDay('At stake', add(...open.map((c) => c.at_stake_per_day)), first.currency, {
      formula: 'sum over the open cases',
      evidence: shown.flatMap((c) => c.evidence_ids).slice(0, 50),
    }),
    top: words('Largest', first.headline),
  }
  return {
    intents: [intent],
    sentence: say('{cases} in {scope} with {at_stake} at stake; the largest: {top}.', at_stake, ['cases', 'at_stake']),
    listed: shown.map((c) => c.case_id),
  }
}

/** Requests that wait for a signature or run out. Nothing can be signed here: the rows lead to the page where it can. */
export async function listApprovals(frame: FrameOf<'list_approvals'>, ask: AskWith): Promise<Answer> {
  const waiting = (await ask.cases.list())
    .filter((c) => c.approval !== null && c.plan !== null && (c.approval.state === 'pending' || c.approval.state === 'veto_open'))
    .sort((a, b) => ((a.approval?.deadline ?? '') < (b.approval?.deadline ?? '') ? -1 : 1))
  if (waiting.length === 0) {
    const answer = noticeAnswer(
      frame,
      ask,
      {
        tone: 'done',
        title: 'Nothing waits for approval',
        text: 'No request is open. One appears here when somebody sends a plan for approval.',
        remedy: null,
      },
      ['What needs attention?', 'Savings'],
    )
    return { ...answer, sentence: say('Nothing waits for approval.', {}) }
  }
  const facts: Facts = { requests: count('Open requests', waiting.length, 'request waits', 'requests wait') }
  waiting.forEach((c, i) => {
    if (c.plan === null || c.approval === null) return
    facts[`saving_${i}`] = money('Expected saving', c.plan.expected_savings.expected, c.plan.expected_savings.currency, 'month', {
      evidence: c.plan.evidence_ids.slice(0, 50),
      formula: c.plan.expected_savings.formula,
      polarity: 'good',
    })
    facts[`deadline_${i}`] = instant(c.approval.state === 'veto_open' ? 'Runs unless vetoed before' : 'Expires', c.approval.deadline, ask.now)
  })
  const table: Component = {
    kind: 'table',
    title: 'Waiting for a signature',
    subtitle: 'Next to expire first',
    columns: columnsOf('Request', 'Agreement needed', '>Saving', '>Until'),
    rows: waiting.map((c, i) => ({
      href: `/approvals/${c.approval?.approval_id}`,
      cells: [
        cell(c.headline),
        cell(c.approval === null ? '' : LEVEL_WORDS[c.approval.level]),
        factCell(facts, `saving_${i}`),
        factCell(facts, `deadline_${i}`),
      ],
    })),
    totals: null,
    more: null,
  }
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    components: [table],
    suggestions: ['Explain the first one', 'Savings', 'What needs attention?'],
  })
  return {
    intents: [intent],
    sentence: say('{requests} for approval. Open a request to see the exact plan and to decide.', facts, ['requests']),
    listed: waiting.map((c) => c.case_id),
  }
}

/** One verification, or all carried-out plans with what is known of them. */
export async function verificationStatus(frame: FrameOf<'verification_status'>, ask: AskWith): Promise<Answer> {
  if (frame.case_id !== null) {
    const one = await loadCase(frame.case_id, ask)
    const board = one?.cards.verification ?? null
    if (one !== null && board !== null)
      return {
        intents: [board, ...(one.cards.execution === null ? [] : [one.cards.execution])],
        sentence: say('{title}', { title: words('Verdict', board.title) }),
        listed: [],
      }
    const answer = noticeAnswer(
      frame,
      ask,
      {
        tone: 'missing',
        title: 'Nothing to verify yet',
        text: 'not known: no plan of this case was carried out, so there is no effect to measure.',
        remedy: null,
      },
      ['What is the plan?', 'Who must approve?'],
    )
    return { ...answer, sentence: one === null ? say('There is no such case.', {}) : say('Not known yet: {title} is {status}.', one.facts) }
  }
  return ledger(frame, ask, 'Carried-out plans')
}

/** Savings that were measured, beside what was expected. A plan without a settled check has no realized figure, and that is not zero. */
export const savingsSummary = (frame: FrameOf<'savings_summary'>, ask: AskWith): Promise<Answer> => ledger(frame, ask, 'Expected and realized savings')

async function ledger(frame: FrameOf<'savings_summary'> | FrameOf<'verification_status'>, ask: AskWith, title: string): Promise<Answer> {
  const run = (await ask.cases.list()).filter((c) => c.run !== null && c.plan !== null)
  if (run.length === 0) {
    const answer = noticeAnswer(
      frame,
      ask,
      {
        tone: 'missing',
        title: 'No saving to report yet',
        text: 'not known: no plan was carried out yet.',
        remedy: 'Approve a plan; its first check comes when enough days have settled.',
      },
      ['What is waiting for approval?', 'What needs attention?'],
    )
    return { ...answer, sentence: say('Not known yet: no plan was carried out.', {}) }
  }
  const facts: Facts = { plans: count('Carried out', run.length, 'plan was', 'plans were') }
  const measured = run.flatMap((c) => {
    const savings = c.checks.findLast((check) => check.savings !== null)?.savings
    return savings === null || savings === undefined || c.run?.state === 'rolled_back' ? [] : [{ c, savings }]
  })
  run.forEach((c, i) => {
    const s = measured.find((m) => m.c.case_id === c.case_id)?.savings
    const expected = c.plan?.expected_savings
    if (expected === undefined) return
    facts[`expected_${i}`] = moneyPerDay('Expected', perDay(expected.expected), expected.currency, {
      formula: `${expected.formula}, a month ÷ ${DAYS_PER_MONTH} days`,
      polarity: 'good',
    })
    facts[`realized_${i}`] =
      s === undefined
        ? notKnown('Realized', 'no settled check yet')
        : moneyPerDay('Realized', s.point, s.currency, {
            evidence: c.checks.flatMap((k) => k.evidence_ids).slice(0, 50),
            formula: `${s.method}; between ${s.low} and ${s.high} over ${s.days} settled days`,
            polarity: 'good',
          })
  })
  const currency = run[0]?.currency ?? 'USD'
  facts['realized'] =
    measured.length === 0
      ? notKnown('Realized', 'no check has settled yet')
      : moneyPerDay('Realized', add(...measured.map((m) => m.savings.point)), currency, {
          formula: 'sum of the latest settled check of each plan that was not rolled back',
          evidence: measured.flatMap((m) => m.c.checks.flatMap((k) => k.evidence_ids)).slice(0, 50),
          polarity: 'good',
        })
  const table: Component = {
    kind: 'table',
    title,
    subtitle: 'Mean per day; realized is measured against the counterfactual',
    columns: columnsOf('Case', 'State', '>Expected', '>Realized'),
    rows: run.map((c, i) => ({
      href: `/cases/${c.case_id}`,
      cells: [cell(c.headline), cell(STATUS_WORDS[c.status]), factCell(facts, `expected_${i}`), factCell(facts, `realized_${i}`)],
    })),
    totals: [cell('Realized in all'), cell(''), cell(''), factCell(facts, 'realized')],
    more: null,
  }
  const intent = viewIntent(ask, frame, {
    title,
    facts,
    components: [table],
    suggestions: ['Explain the first one', 'Did it work?', 'What is waiting for approval?'],
  })
  return { intents: [intent], sentence: say('{plans} carried out; realized: {realized}.', facts, ['plans', 'realized']), listed: run.map((c) => c.case_id) }
}
