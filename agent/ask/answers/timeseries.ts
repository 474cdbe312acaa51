import { type Answer, type AskWith, aboutFacts, billEvidence, filterOf, GROUP_HEADS, groupLabel, queryText, viewIntent, windowOf } from '@/agent/ask/answer-kit'
import { noBill, nothingThere } from '@/agent/ask/answers/missing'
import { say } from '@/agent/narration/say'
import { scopeWords } from '@/lib/conversation/chips'
import { casesIn } from '@/lib/conversation/find-case'
import { day, type Facts, money, moneyPerDay } from '@/lib/intents/fact'
import { formatMoney } from '@/lib/kernel/format'
import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { addDays, dayOf, daysIn } from '@/lib/kernel/time'
import type { DayCost } from '@/lib/warehouse/queries/cost-by-day'
import type { FrameOf } from '@/schemas/frame'
import type { Component, SeriesPoint } from '@/schemas/intent'
import type { Day } from '@/schemas/time'

// Points that fit the envelope with room for facts (schemas/intent: 200).
const MAX_POINTS = 180
const MAX_MARKERS = 6
// Charts of groups on one card: one line each, drawn apart, so that none hides another.
const MAX_GROUPS = 4
const MAX_GROUP_POINTS = 31

type DayTotal = Omit<DayCost, 'key'>

/** Cost per day with the onsets of the cases that sit in the scope. A day that the bill does not cover is a gap in the line. */
export async function timeseries(frame: FrameOf<'timeseries'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const window = windowOf(frame.period, cover, dayOf(ask.now))
  const found = window.days.length === 0 ? [] : await ask.warehouse.daily(filterOf(frame), frame.group_by, window)
  const series = perDay(found)
  const [top] = series.toSorted((a, b) => compareDecimal(b.effective_cost, a.effective_cost))
  if (top === undefined) return nothingThere(frame, ask, cover, window)
  const query = queryText('daily_series', filterOf(frame), window, frame.group_by === null ? '' : `by ${frame.group_by}`)
  const evidence = billEvidence(cover, query, 'cost.daily_series', found, window.gaps)
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
  // A period may begin before the bill does: those days are gaps, not zeros.
  const days = daysIn(frame.period.start, frame.period.end < addDays(cover.end_day, 1) ? frame.period.end : cover.end_day).slice(-MAX_POINTS)
  const scope = scopeWords(frame, ask.gazetteer)
  const chart: Component = {
    kind: 'timeseries',
    title: `${scope.replace(/^the /, 'The ')} cost ${formatMoney(facts['per_day']?.value ?? '0', cover.currency)} a day on average`,
    subtitle: `Effective cost per day, ${frame.period.label}, in ${cover.currency}`,
    currency: cover.currency,
    points: pointsOf(days, series),
    markers: casesIn(frame.scope, ask.gazetteer.cases)
      .flatMap((c) => (c.onset !== null && days.includes(c.onset) ? [{ day: c.onset, label: c.headline.slice(0, 60), tone: 'onset' as const }] : []))
      .slice(0, MAX_MARKERS),
  }
  const intent = viewIntent(ask, frame, {
    title: chart.title,
    facts,
    evidence: [evidence],
    components: [
      ...window.notices,
      chart,
      ...groupCharts(frame, ask, found, days, cover.currency),
      { kind: 'fact_grid', title: 'In all', facts: ['total', 'per_day', 'highest', 'highest_on'] },
    ],
    suggestions: ['By service', 'By team', Object.keys(frame.scope).length === 0 ? 'What changed most?' : 'What changed most there?'],
  })
  return {
    intents: [intent],
    sentence: say('{scope} cost {per_day} on average, {period}; the highest day was {highest_on} with {highest}.', facts, ['per_day', 'highest']),
    listed: [],
  }
}

function perDay(found: readonly DayCost[]): DayTotal[] {
  const by_day = new Map<Day, DayTotal>()
  for (const { day, effective_cost, is_settled } of found)
    by_day.set(day, { day, is_settled, effective_cost: add(by_day.get(day)?.effective_cost ?? '0', effective_cost) })
  return [...by_day.values()]
}

function pointsOf(days: readonly Day[], series: readonly DayTotal[]): SeriesPoint[] {
  const by_day = new Map(series.map((p) => [p.day, p]))
  return days.map((d) => ({
    day: d,
    actual: by_day.get(d)?.effective_cost ?? null,
    expected: null,
    low80: null,
    high80: null,
    low95: null,
    high95: null,
    is_settled: by_day.get(d)?.is_settled ?? false,
  }))
}

/** The largest groups, one chart each. */
function groupCharts(frame: FrameOf<'timeseries'>, ask: AskWith, found: readonly DayCost[], days: readonly Day[], currency: string): Component[] {
  const { group_by } = frame
  if (group_by === null) return []
  const groups = new Map<string, DayCost[]>()
  for (const p of found) groups.set(p.key, [...(groups.get(p.key) ?? []), p])
  const ranked = [...groups].toSorted((a, b) => compareDecimal(add(...b[1].map((p) => p.effective_cost)), add(...a[1].map((p) => p.effective_cost))))
  return ranked.slice(0, MAX_GROUPS).map(([key, series]) => ({
    kind: 'timeseries',
    title: groupLabel(group_by, key, ask.gazetteer),
    subtitle: `${GROUP_HEADS[group_by]}, effective cost per day in ${currency}`,
    currency,
    points: pointsOf(days.slice(-MAX_GROUP_POINTS), series),
    markers: [],
  }))
}
