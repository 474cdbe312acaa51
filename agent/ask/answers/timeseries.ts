import { type Answer, type AskWith, aboutFacts, billEvidence, queryText, viewIntent, windowOf } from '@/agent/ask/answer-kit'
import { noBill, nothingThere } from '@/agent/ask/answers/missing'
import { say } from '@/agent/narration/say'
import { scopeWords } from '@/lib/conversation/chips'
import { casesIn } from '@/lib/conversation/find-case'
import { day, type Facts, money, moneyPerDay } from '@/lib/intents/fact'
import { formatMoney } from '@/lib/kernel/format'
import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { addDays, dayOf, daysIn } from '@/lib/kernel/time'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

// Points that fit the envelope with room for facts (schemas/intent: 200).
const MAX_POINTS = 180
const MAX_MARKERS = 6

/** Cost per day with the onsets of the cases that sit in the scope. A day that the bill does not cover is a gap in the line. */
export async function timeseries(frame: FrameOf<'timeseries'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const window = windowOf(frame.period, cover, dayOf(ask.now))
  const series = window.days.length === 0 ? [] : await ask.warehouse.dailySeries(frame.scope, window)
  const [top] = series.toSorted((a, b) => compareDecimal(b.effective_cost, a.effective_cost))
  if (top === undefined) return nothingThere(frame, ask, cover, window)
  const evidence = billEvidence(
    cover,
    queryText('daily_series', frame.scope, { ...frame.period, start: window.start, end: window.end }),
    'cost.daily_series',
    series,
    window.gaps,
  )
  const cite = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: frame.period.label }
  const total = add(...series.map((p) => p.effective_cost))
  const facts: Facts = {
    ...aboutFacts(frame, ask.gazetteer),
    total: money('Effective cost', total, cover.currency, null, { ...cite, formula: 'sum of the days shown' }),
    per_day: moneyPerDay('Mean per day', toDecimal(big(total).div(series.length)), cover.currency, {
      ...cite,
      formula: `total ÷ ${series.length} days with cost`,
    }),
    highest: moneyPerDay('Highest day', top.effective_cost, cover.currency, { ...cite, formula: 'largest of the days shown' }),
    highest_on: day('On', top.day, ask.now, cite),
  }
  const by_day = new Map(series.map((p) => [p.day, p]))
  // A period may begin before the bill does: those days are gaps, not zeros.
  const days = daysIn(frame.period.start, frame.period.end < addDays(cover.end_day, 1) ? frame.period.end : cover.end_day).slice(-MAX_POINTS)
  const chart: Component = {
    kind: 'timeseries',
    title: `${scopeWords(frame, ask.gazetteer).replace(/^the /, 'The ')} cost ${formatMoney(facts['per_day']?.value ?? '0', cover.currency)} a day on average`,
    subtitle: `Effective cost per day, ${frame.period.label}, in ${cover.currency}`,
    currency: cover.currency,
    points: days.map((d) => ({
      day: d,
      actual: by_day.get(d)?.effective_cost ?? null,
      expected: null,
      low80: null,
      high80: null,
      low95: null,
      high95: null,
      is_settled: by_day.get(d)?.is_settled ?? false,
    })),
    markers: casesIn(frame.scope, ask.gazetteer.cases)
      .flatMap((c) => (c.onset !== null && days.includes(c.onset) ? [{ day: c.onset, label: c.headline.slice(0, 60), tone: 'onset' as const }] : []))
      .slice(0, MAX_MARKERS),
  }
  const intent = viewIntent(ask, frame, {
    title: chart.title,
    facts,
    evidence: [evidence],
    components: [...window.notices, chart, { kind: 'fact_grid', title: 'In all', facts: ['total', 'per_day', 'highest', 'highest_on'] }],
    suggestions: ['By service', 'By team', Object.keys(frame.scope).length === 0 ? 'What changed most?' : 'What changed most there?'],
  })
  return {
    intents: [intent],
    sentence: say('{scope} cost {per_day} on average, {period}; the highest day was {highest_on} with {highest}.', facts, ['per_day', 'highest']),
    listed: [],
  }
}
