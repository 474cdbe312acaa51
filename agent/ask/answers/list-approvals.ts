import { type Answer, type AskWith, viewIntent } from '@/agent/ask/answer-kit'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { passes } from '@/agent/ask/answers/threshold'
import { say } from '@/agent/narration/say'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type Facts, instant, money } from '@/lib/intents/fact'
import { LEVEL_WORDS } from '@/lib/intents/words'
import type { Case, CaseStatus } from '@/schemas/case'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

const WAITING: ReadonlySet<CaseStatus> = new Set(['awaiting_approval', 'awaiting_veto'])
const MOST = 50

/** Whole cases whose request for signatures is open, the next to expire first. */
export async function waitingCases(ask: AskWith): Promise<Case[]> {
  const { cases } = await ask.cases.index()
  const found = await ask.cases.many(
    cases
      .filter((c) => WAITING.has(c.status))
      .map((c) => c.case_id)
      .slice(0, MOST),
  )
  return found
    .filter((c) => c.approval !== null && c.plan !== null && (c.approval.state === 'pending' || c.approval.state === 'veto_open'))
    .toSorted((a, b) => ((a.approval?.deadline ?? '') < (b.approval?.deadline ?? '') ? -1 : 1))
}

const UNDECIDED = new Set(['pending', 'veto_open'])

/** Requests that wait for a signature or run out, or those that were decided. Nothing can be signed here: the rows lead to the page where it can. */
export async function listApprovals(frame: FrameOf<'list_approvals'>, ask: AskWith): Promise<Answer> {
  const found = frame.state === 'waiting' ? await waitingCases(ask) : await decidedCases(ask)
  const { threshold } = frame
  const kept = found.filter(
    (c) => isWithin(frame, c) && (threshold === null || (c.plan !== null && passes(threshold, c.plan.expected_savings.expected, 30, '0'))),
  )
  if (kept.length === 0) return nothingWaits(frame, ask, found.length > 0)
  const { facts, table } = approvalTable(kept, ask, frame.state === 'waiting' ? 'Waiting for a signature' : 'Decided requests')
  facts['requests'] =
    frame.state === 'waiting'
      ? count('Open requests', kept.length, 'request waits', 'requests wait')
      : count('Decided', kept.length, 'request was', 'requests were')
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    components: [table],
    suggestions: ['Explain the first one', 'Savings', 'What needs attention?'],
  })
  const sentence =
    frame.state === 'waiting'
      ? say('{requests} for approval. Open a request to see the exact plan and to decide.', facts, ['requests'])
      : say('{requests} decided; the latest are listed first.', facts, ['requests'])
  return { intents: [intent], sentence, listed: kept.map((c) => c.case_id) }
}

/** Whether the request was made, or decided where decided ones are asked for, in the period. */
function isWithin({ period, state }: FrameOf<'list_approvals'>, { approval }: Case): boolean {
  if (period === null) return true
  const at = state === 'waiting' ? approval?.proposed_at : approval?.closed_at
  return at !== undefined && at !== null && at >= period.start && at < period.end
}

/** Cases whose request was approved, denied, vetoed or ran out, the latest first. */
async function decidedCases(ask: AskWith): Promise<Case[]> {
  const { cases } = await ask.cases.index()
  const found = await ask.cases.many(
    cases
      .filter((c) => !BEFORE_DECISION.has(c.status))
      .map((c) => c.case_id)
      .slice(0, MOST),
  )
  return found
    .filter((c) => c.approval !== null && c.plan !== null && !UNDECIDED.has(c.approval.state))
    .toSorted((a, b) => ((a.approval?.closed_at ?? '') > (b.approval?.closed_at ?? '') ? -1 : 1))
}
const BEFORE_DECISION: ReadonlySet<CaseStatus> = new Set([
  'detected',
  'triaged',
  'plan_ready',
  'no_action',
  'policy_denied',
  'awaiting_approval',
  'awaiting_veto',
])

/** One row per request with what it saves and until when it can be decided, or how it was decided. */
export function approvalTable(cases: readonly Case[], ask: AskWith, title: string): { facts: Facts; table: Extract<Component, { kind: 'table' }> } {
  const facts: Facts = {}
  cases.forEach((c, i) => {
    if (c.plan === null || c.approval === null) return
    facts[`saving_${i}`] = money('Expected saving', c.plan.expected_savings.expected, c.plan.expected_savings.currency, 'month', {
      evidence: c.plan.evidence_ids.slice(0, 50),
      formula: c.plan.expected_savings.formula,
      polarity: 'good',
    })
    const { state, deadline, closed_at } = c.approval
    facts[`deadline_${i}`] = UNDECIDED.has(state)
      ? instant(state === 'veto_open' ? 'Runs unless vetoed before' : 'Expires', deadline, ask.now)
      : instant('Decided', closed_at ?? deadline, ask.now)
  })
  const is_open = cases.every((c) => c.approval !== null && UNDECIDED.has(c.approval.state))
  return {
    facts,
    table: {
      kind: 'table',
      title,
      subtitle: is_open ? 'Next to expire first' : 'Latest first',
      columns: columnsOf('Request', is_open ? 'Agreement needed' : 'Outcome', '>Saving', is_open ? '>Until' : '>Decided'),
      rows: cases.map((c, i) => ({
        href: `/approvals/${c.approval?.approval_id}`,
        cells: [
          cell(c.headline),
          cell(c.approval === null ? '' : is_open ? LEVEL_WORDS[c.approval.level] : c.approval.state.replace(/_/g, ' ')),
          factCell(facts, `saving_${i}`),
          factCell(facts, `deadline_${i}`),
        ],
      })),
      totals: null,
      more: null,
    },
  }
}

function nothingWaits(frame: FrameOf<'list_approvals'>, ask: AskWith, are_others: boolean): Answer {
  const is_decided = frame.state === 'decided'
  const said = are_others ? (is_decided ? DECIDED_ELSEWHERE : WAITS_ELSEWHERE) : is_decided ? NEVER_DECIDED : NOTHING_WAITS
  const answer = noticeAnswer(
    frame,
    ask,
    { tone: are_others ? 'info' : 'done', ...said, remedy: are_others ? 'Ask without the amount or the period.' : null },
    ['What needs attention?', 'Savings'],
  )
  return { ...answer, sentence: say(`${said.title}.`, {}) }
}
const NOTHING_WAITS = { title: 'Nothing waits for approval', text: 'No request is open. One appears here when somebody sends a plan for approval.' }
const NEVER_DECIDED = { title: 'Nothing was decided yet', text: 'No request was approved, denied or vetoed.' }
// What lies outside the question is not nothing.
const WAITS_ELSEWHERE = { title: 'Nothing that fits waits for approval', text: 'Other requests are open.' }
const DECIDED_ELSEWHERE = { title: 'Nothing that fits was decided', text: 'Other requests were decided.' }
