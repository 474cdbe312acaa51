import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { savingBound } from '@/agent/ask/answers/threshold'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { namedCase } from '@/lib/cases/rest-of-plan'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { LEVEL_WORDS } from '@/lib/intents/code-words'
import { count, type Facts, instant, money } from '@/lib/intents/fact'
import type { Case } from '@/schemas/case'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

/** Rows of one card. */
export const MOST_REQUESTS = 50

const UNDECIDED = new Set(['pending', 'veto_open'])

/** Requests that wait for a signature or run out, or those that were decided. Nothing can be signed here: the rows lead to the page where it can. */
export async function listApprovals(frame: FrameOf<'list_approvals'>, ask: AskWith): Promise<Answer> {
  const { threshold, state, period } = frame
  const saving = threshold === null ? null : savingBound(threshold)
  // What no saving can pass is asked for without rows: only whether there are others then matters.
  const asked = saving === undefined ? { period: null, saving: null, limit: 0 } : { period, saving, limit: MOST_REQUESTS }
  const { total: fitting, in_state, cases } = await ask.cases.requests({ state, signer: null, ...asked })
  const total = saving === undefined ? 0 : fitting
  if (total === 0) return nothingWaits(frame, ask, in_state > 0)
  const { facts, table } = approvalTable(cases, ask, state === 'waiting' ? 'Waiting for a signature' : 'Decided requests', total)
  facts['requests'] =
    frame.state === 'waiting' ? count('Open requests', total, 'request waits', 'requests wait') : count('Decided', total, 'request was', 'requests were')
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
  return { intents: [intent], sentence, listed: cases.map((c) => c.case_id) }
}

/** One row per request with what it saves and until when it can be decided, or how it was decided. */
export function approvalTable(
  cases: readonly Case[],
  ask: AskWith,
  title: string,
  total: number,
): { facts: Facts; table: Extract<Component, { kind: 'table' }> } {
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
          cell(namedCase(c)),
          cell(c.approval === null ? '' : is_open ? LEVEL_WORDS[c.approval.level] : c.approval.state.replace(/_/g, ' ')),
          factCell(facts, `saving_${i}`),
          factCell(facts, `deadline_${i}`),
        ],
      })),
      totals: null,
      more: total > cases.length ? `${total - cases.length} more are on the approvals page` : null,
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
