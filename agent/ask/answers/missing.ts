import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import type { Window } from '@/agent/ask/bill-window'
import type { BillCover } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { formatDay } from '@/lib/kernel/format'
import { addDays } from '@/lib/kernel/time'
import type { Frame } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

/** An answer that holds no figure: one notice that says what is missing and what to do. */
export function noticeAnswer(
  frame: Frame,
  ask: AskWith,
  notice: Omit<Extract<Component, { kind: 'notice' }>, 'kind'>,
  suggestions: string[] = [],
  more: Component[] = [],
): Answer {
  const facts = aboutFacts(frame, ask.gazetteer)
  const intent = viewIntent(ask, frame, { title: notice.title, facts, components: [{ kind: 'notice', ...notice }, ...more], suggestions })
  return { intents: [intent], sentence: { text: '', facts: {}, must_show: [] }, listed: [] }
}

export const noBill = (frame: Frame, ask: AskWith): Answer => {
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'missing',
      title: 'No bill was imported',
      text: 'not known: there is no bill to answer from.',
      remedy: 'Import a cost export on the sources page.',
    },
    ['Help'],
  )
  return { ...answer, sentence: say('Not known: no bill was imported yet.', {}) }
}

/** The bill was asked and has no line there; or the days asked for are not on it at all. */
export function nothingThere(frame: Frame, ask: AskWith, cover: BillCover, window: Window): Answer {
  const facts = aboutFacts(frame, ask.gazetteer)
  const text = `The bill covers ${formatDay(cover.first_day, ask.now)} to ${formatDay(addDays(cover.end_day, -1), ask.now)} and has no line of this scope in this period.`
  const notice: Component = { kind: 'notice', tone: 'info', title: 'No bill line fits', text, remedy: 'Widen the scope or the period.' }
  const is_outside = window.days.length === 0
  const components = is_outside ? window.notices : [...window.notices, notice]
  const intent = viewIntent(ask, frame, {
    title: is_outside ? 'Not on the bill' : 'No bill line fits',
    facts,
    components,
    suggestions: ['Everywhere', 'Last 30 days', 'What needs attention?'],
  })
  return {
    intents: [intent],
    sentence: is_outside
      ? say('Not known: {period} is not on the imported bill.', facts)
      : say('The bill has no line of {scope} in this period: {period}.', facts),
    listed: [],
  }
}
