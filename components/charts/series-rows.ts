import { roundTicks, toNumber } from '@/components/charts/scale'
import type { SeriesPoint } from '@/schemas/intent'

export type SeriesChartPoint = SeriesPoint & { is_used?: boolean }
/** A day as its lines are drawn: what may still change is another line than what is settled. */
export type SeriesRow = {
  point: SeriesChartPoint
  day: string
  settled: number | null
  provisional: number | null
  expected: number | null
  band80: [number, number] | null
  band95: [number, number] | null
}

const pair = (low: string | null, high: string | null): [number, number] | null => (low === null || high === null ? null : [Number(low), Number(high)])
// Days named below a chart, at most about so many.
const NAMED_DAYS = 6

/** What a chart of days draws: its rows, the ticks of its axes, and the runs of days that may still change or that a saving was measured on. `today` has not ended and is not drawn as if it had. */
export function seriesRows(given: readonly SeriesChartPoint[], today: string) {
  const points = given.map((p) => (p.day >= today ? { ...p, actual: null } : p))
  const last_settled = points.findLastIndex((p) => p.is_settled && p.actual !== null)
  const rows = points.map(
    (p, i): SeriesRow => ({
      point: p,
      day: p.day,
      settled: p.is_settled ? toNumber(p.actual) : null,
      provisional: i >= last_settled ? toNumber(p.actual) : null,
      expected: toNumber(p.expected),
      band80: pair(p.low80, p.high80),
      band95: pair(p.low95, p.high95),
    }),
  )
  const every = Math.max(1, Math.ceil(points.length / NAMED_DAYS))
  return {
    rows,
    last_settled,
    ticks: roundTicks(rows.flatMap((r) => [r.settled ?? 0, r.provisional ?? 0, r.band95?.[1] ?? r.expected ?? 0])),
    days: points.filter((_, i) => (points.length - 1 - i) % every === 0).map((p) => p.day),
    unsettled: spans(points.map((p) => !p.is_settled)),
    used: spans(points.map((p) => p.is_used === true)),
  }
}

/** Runs of true, as pairs of first and last index. */
function spans(flags: boolean[]): [number, number][] {
  const found: [number, number][] = []
  flags.forEach((on, i) => {
    const last = found.at(-1)
    if (!on) return
    if (last && last[1] === i - 1) last[1] = i
    else found.push([i, i])
  })
  return found
}

/** The name of a line, the value that the line ends at, and by how many pixels the name is moved. */
export type LineEnd = { text: string; at: number; dy: number } | null

// Of the height of a chart: names nearer than this would touch, and one nearer to the axis would touch the days below it.
const [TOUCH_RATIO, FLOOR_RATIO] = [0.09, 0.04]
const LIFT_PX = 5

/** Names at the ends of the lines, moved apart where they would touch, and off the days of the axis. */
export function lineEnds(
  rows: readonly SeriesRow[],
  last_settled: number,
  ticks: number[],
  actual: string,
  expected: string,
): { actual: LineEnd; expected: LineEnd } {
  const a = rows.findLast((r) => r.provisional !== null)?.provisional ?? rows[last_settled]?.settled ?? null
  const e = rows.at(-1)?.expected ?? null
  const low = ticks[0] ?? 0
  const height = (ticks.at(-1) ?? 1) - low
  const is_close = a !== null && e !== null && Math.abs(a - e) / height < TOUCH_RATIO
  const lift = (v: number): number => ((is_close ? Math.min(a, e) : v) - low < FLOOR_RATIO * height ? -LIFT_PX : 0)
  return {
    actual: a === null ? null : { text: actual, at: a, dy: (is_close ? (a >= e ? -7 : 8) : 0) + lift(a) },
    expected: e === null ? null : { text: expected, at: e, dy: (is_close ? (a >= e ? 8 : -7) : 0) + lift(e) },
  }
}
