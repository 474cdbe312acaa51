import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { thresholdForm } from '@/agent/ask/answers/forms'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { passesPerDay } from '@/agent/ask/answers/threshold'
import type { CaseSummary } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { thresholdWords } from '@/lib/conversation/chips/describe'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type Facts, moneyPerDay, words } from '@/lib/intents/fact'
import { add, compareDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { FrameOf } from '@/schemas/frame'
import type { Component, ComponentOf } from '@/schemas/intent'

/** Which open cases another threshold of money per day would keep. Only what was found can be sorted: what a lower threshold would find besides is not known. */
export async function whatIfThreshold(frame: FrameOf<'what_if_threshold'>, ask: AskWith): Promise<Answer> {
  const { cases } = await ask.cases.index()
  const open = cases.filter((c) => !c.is_closed && (frame.case_id === null || c.case_id === frame.case_id))
  const [first] = open
  if (first === undefined || frame.threshold.unit === 'pct') return notSorted(frame, ask)
  const rows: Sorted[] = open
    .map((c) => ({ c, is_kept: passesPerDay(frame.threshold, c.at_stake_per_day) }))
    .toSorted((a, b) => compareDecimal(b.c.at_stake_per_day, a.c.at_stake_per_day))
  const kept = rows.filter((r) => r.is_kept)
  const sum = (list: typeof rows) =>
    moneyPerDay('At stake', add('0', ...list.map((r) => r.c.at_stake_per_day)), first.currency, { formula: 'sum of money at stake of these cases' })
  const facts: Facts = {
    threshold: words('Threshold', thresholdWords(frame.threshold, first.currency)),
    kept: count('Kept', kept.length, 'open case'),
    all: count('Open now', rows.length, 'open case'),
    kept_stake: sum(kept),
    left_stake: { ...sum(rows.filter((r) => !r.is_kept)), label: 'Below it' },
    ...Object.fromEntries(
      rows.map((r, i) => [`stake_${i}`, moneyPerDay('At stake', r.c.at_stake_per_day, r.c.currency, { formula: 'money at stake of the case' })]),
    ),
  }
  const table = sorted(rows, facts)
  const form = thresholdForm(frame, first.currency, dayOf(ask.now))
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    components: [table, { kind: 'fact_grid', title: 'In all', facts: ['kept', 'kept_stake', 'left_stake'] }, CANNOT_SAY, form],
    suggestions: ['What needs attention?', 'Explain the first one', 'What changed most?'],
  })
  return {
    intents: [intent],
    sentence: say('With a threshold {threshold}, {kept} of {all} would be left, with {kept_stake} at stake.', facts, ['kept', 'kept_stake']),
    listed: kept.map((r) => r.c.case_id),
  }
}

type Sorted = { c: CaseSummary; is_kept: boolean }

const sorted = (rows: readonly Sorted[], facts: Facts): ComponentOf<'table'> => ({
  kind: 'table',
  title: `With a threshold ${facts['threshold']?.text ?? ''}`,
  subtitle: 'Open cases by money at stake; nothing was changed',
  columns: columnsOf('Case', 'Would be', '>At stake'),
  rows: rows.map((r, i) => ({
    href: `/cases/${r.c.case_id}`,
    cells: [cell(r.c.headline), cell(r.is_kept ? 'kept' : 'left out'), factCell(facts, `stake_${i}`)],
  })),
  totals: null,
  more: null,
})

const CANNOT_SAY: Component = {
  kind: 'notice',
  tone: 'info',
  title: 'What this cannot say',
  text: 'Only anomalies that were found are sorted here. What a lower threshold would find besides is not known.',
  remedy: null,
}

/** Nothing is open, or the threshold is no amount of money. */
function notSorted(frame: FrameOf<'what_if_threshold'>, ask: AskWith): Answer {
  const is_pct = frame.threshold.unit === 'pct'
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: is_pct ? 'missing' : 'info',
      title: is_pct ? 'Thresholds are money per day' : 'No open case',
      text: is_pct ? 'not known: cases are ranked by money at stake per day, not by percent.' : 'There is no open case to look at with another threshold.',
      remedy: is_pct ? 'Ask with an amount a day.' : null,
    },
    ['What needs attention?', 'What changed most?'],
  )
  return { ...answer, sentence: say(is_pct ? 'Not known: thresholds are amounts a day.' : 'No case is open.', {}) }
}
