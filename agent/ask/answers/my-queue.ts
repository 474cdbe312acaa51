import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { approvalTable, MOST_REQUESTS } from '@/agent/ask/answers/list-approvals'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { count, type Facts, moneyPerDay } from '@/lib/intents/fact'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

// Rows of one card.
const MOST_CASES = 50

/** What waits for the person who asks: requests that their role may sign and that they neither proposed nor signed, and open cases that are theirs. */
export async function myQueue(frame: FrameOf<'my_queue'>, ask: AskWith): Promise<Answer> {
  const { viewer } = ask
  const signing = await ask.cases.requests({ state: 'waiting', period: null, saving: null, signer: viewer, limit: MOST_REQUESTS })
  const to_sign = signing.cases
  const { cases } = await ask.cases.index()
  const mine = cases.filter((c) => !c.is_closed && (c.assigned_to === viewer.id || c.assigned_to === viewer.name))
  if (to_sign.length === 0 && mine.length === 0) {
    const answer = noticeAnswer(
      frame,
      ask,
      { tone: 'done', title: 'Nothing waits for you', text: 'No open request needs your signature, and no open case is assigned to you.', remedy: null },
      ['What is waiting for approval?', 'What needs attention?'],
    )
    return { ...answer, sentence: say('Nothing waits for you.', {}) }
  }
  const requests = approvalTable(to_sign, ask, 'For your signature', signing.total)
  const facts: Facts = {
    ...requests.facts,
    to_sign: count('To sign', signing.total, 'request'),
    cases: count('Your open cases', mine.length, 'open case'),
    ...Object.fromEntries(
      mine
        .slice(0, MOST_CASES)
        .map((c, i) => [`stake_${i}`, moneyPerDay('At stake', c.at_stake_per_day, c.currency, { formula: 'money at stake of the case' })]),
    ),
  }
  const table: Component = {
    kind: 'table',
    title: 'Assigned to you',
    subtitle: 'Most money first',
    columns: columnsOf('Case', 'State', '>At stake'),
    rows: mine
      .slice(0, MOST_CASES)
      .map((c, i) => ({ href: `/cases/${c.case_id}`, cells: [cell(c.headline), cell(STATUS_WORDS[c.status]), factCell(facts, `stake_${i}`)] })),
    totals: null,
    more: mine.length > MOST_CASES ? `${mine.length - MOST_CASES} more are in the inbox` : null,
  }
  const intent = viewIntent(ask, frame, {
    title: 'Your queue',
    facts,
    components: [...(to_sign.length > 0 ? [requests.table] : []), ...(mine.length > 0 ? [table] : [])],
    suggestions: ['Explain the first one', 'What is waiting for approval?', 'What needs attention?'],
  })
  return {
    intents: [intent],
    sentence: say('{to_sign} for your signature and {cases} assigned to you.', facts, ['to_sign', 'cases']),
    listed: [...to_sign, ...mine.slice(0, MOST_CASES)].map((c) => c.case_id),
  }
}
