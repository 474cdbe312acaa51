import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noBill, nothingThere } from '@/agent/ask/answers/missing'
import { withQuietDays } from '@/agent/ask/answers/quiet-days'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import { windowOf } from '@/agent/ask/bill-window'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { partWords } from '@/lib/conversation/chips/place-words'
import { casesIn } from '@/lib/conversation/frame/find-case'
import { day, type FactNotes, type Facts, money, moneyPerDay } from '@/lib/intents/fact'
import { cut, formatMoney, roundMoney } from '@/lib/kernel/format'
import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { addDays, dayOf, daysIn } from '@/lib/kernel/time'
import type { DayCost } from '@/lib/warehouse/queries/cost-by-day'
import type { FrameOf } from '@/schemas/frame'
import type { Component, ComponentOf, SeriesPoint } from '@/schemas/intent'
import type { Day } from '@/schemas/time'

// Points that fit the envelope with room for facts (schemas/intent: 200).
const MAX_POINTS = 180
const MAX_MARKERS = 6
// Rows and days of a grid that a phone can still show (schemas/components/common).
const MAX_GROUPS = 12
const MAX_GROUP_DAYS = 31

type DayTotal = Omit<DayCost, 'key'>

/** Cost per day with the onsets of the cases that sit in the scope. A day that the bill does not cover is a gap in the line. */
export async function timeseries(frame: FrameOf<'timeseries'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const asked = windowOf(frame.period, cover, dayOf(ask.now))
  const [found, window] = await Promise.all([
    asked.days.length === 0 ? [] : ask.warehouse.daily(filterOf(frame), frame.group_by, asked),
    withQuietDays(asked, frame, ask),
  ])
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
  const scope = partWords(frame, ask.gazetteer)
  const chart: Component = {
    kind: 'timeseries',
    title: `${scope.replace(/^the /, 'The ')} cost ${formatMoney(facts['per_day']?.value ?? '0', cover.currency)} a day on average`,
    subtitle: `Effective cost per day, ${frame.period.label}, in ${cover.currency}`,
    currency: cover.currency,
    points: pointsOf(days, series),
    markers: casesIn(frame.scope, ask.gazetteer.cases)
      .flatMap((c) => (c.onset !== null && days.includes(c.onset) ? [{ day: c.onset, label: cut(c.headline, 60), tone: 'onset' as const }] : []))
      .slice(0, MAX_MARKERS),
  }
  const grid = heatmapOf(frame, ask, found, days, cover.currency, window.days, cite)
  const intent = viewIntent(ask, frame, {
    title: chart.title,
    facts: { ...facts, ...grid?.facts },
    evidence: [evidence],
    components: [
      ...window.notices,
      chart,
      ...(grid === null ? [] : [grid.part]),
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

type Grid = { part: ComponentOf<'heatmap'>; facts: Facts }

/** The largest groups by day. A day on which a group has no line cost nothing in it where the bill holds the day, and is not known where it does not. */
function heatmapOf(
  frame: FrameOf<'timeseries'>,
  ask: AskWith,
  found: readonly DayCost[],
  days: readonly Day[],
  currency: string,
  held: readonly Day[],
  cite: FactNotes,
): Grid | null {
  const { group_by } = frame
  if (group_by === null) return null
  const groups = new Map<string, DayCost[]>()
  for (const p of found) groups.set(p.key, [...(groups.get(p.key) ?? []), p])
  const total = (series: readonly DayTotal[]) => add('0', ...series.map((p) => p.effective_cost))
  const ranked = [...groups].toSorted((a, b) => compareDecimal(total(b[1]), total(a[1])) || (a[0] < b[0] ? -1 : 1))
  const shown = days.slice(-MAX_GROUP_DAYS)
  const head = GROUP_HEADS[group_by]
  const own = ranked.slice(0, ranked.length > MAX_GROUPS ? MAX_GROUPS - 1 : MAX_GROUPS)
  const others = ranked.slice(own.length)
  const rows = [
    ...own.map(([key, series]) => ({
      label: groupLabel(group_by, key, ask.gazetteer),
      series,
      formula: `sum of EffectiveCost where ${head.toLowerCase()} is this one`,
    })),
    ...(others.length === 0
      ? []
      : [
          {
            label: `${others.length} more`,
            series: perDay(others.flatMap(([, series]) => series)),
            formula: 'sum of EffectiveCost of what has no row of its own',
          },
        ]),
  ]
  const cell = (series: readonly DayTotal[], day: Day) => {
    const cost = series.find((p) => p.day === day)?.effective_cost
    return cost === undefined ? (held.includes(day) ? '0' : null) : roundMoney(cost, currency)
  }
  return {
    part: {
      kind: 'heatmap',
      title: `${head} by day`,
      subtitle: `Effective cost per day in ${currency}, ${shown.length < days.length ? `the last ${shown.length} days of ` : ''}${frame.period.label}`,
      currency,
      days: shown,
      unsettled: shown.filter((day) => found.some((p) => p.day === day && !p.is_settled)),
      rows: rows.map(({ label, series }, i) => ({ label, total: `row_${i}`, cells: shown.map((day) => cell(series, day)) })),
      more: null,
    },
    facts: Object.fromEntries(rows.map(({ label, series, formula }, i) => [`row_${i}`, money(label, total(series), currency, null, { ...cite, formula })])),
  }
}
