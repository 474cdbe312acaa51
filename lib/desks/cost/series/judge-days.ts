import { shapeOf } from '@/lib/desks/cost/detect/anomaly/shape'
import { detectValues } from '@/lib/desks/cost/detect/model/detect-series'
import type { Detection, Incident, ScoredDay } from '@/lib/desks/cost/detect/model/scored-day'
import { type DetectParams, detectParams } from '@/lib/desks/cost/detect/params'
import { mean, round6 } from '@/lib/kernel/stats'
import { toInstant } from '@/lib/kernel/time'
import type { JudgedPoint, JudgedSeries, SeriesIncident, SeriesRow } from './judged-series'

/** A day's score is its distance to the nearest test: 1 is where a test would flag it. */
const FLAG_AT = 1
const BELOW_FLAG = 0.999999
const DAY_MS = 86_400_000

/** A series on its own has no tenant whose bill says what is material: the smallest floors hold ($10 and 15 % a day), whatever comes later in it. */
export const SERIES_PARAMS: DetectParams = detectParams('0')

/** The daily detector on one series whose days all count as settled. */
export function judgeDays(rows: readonly SeriesRow[]): Pick<JudgedSeries, 'flag_at' | 'points' | 'incidents'> {
  const known = rows.flatMap((row) => (row.value === null ? [] : [{ at: row.at, ms: row.ms, value: row.value }]))
  const values = known.map((row) => row.value)
  const p = SERIES_PARAMS
  const calendar = known.map((row) => ({ day: toInstant(row.ms).slice(0, 10), is_settled: true }))
  const found = detectValues(calendar, values, p, toInstant((known.at(-1)?.ms ?? 0) + 2 * DAY_MS))
  const judged = new Map(known.map((row, i) => [row.ms, judgedDay(row, found.days[i], p)]))
  const points = rows.map((row) => judged.get(row.ms) ?? { at: row.at, value: null, is_judged: false, score: 0, flag: false, expected: null, tests: [] })
  const scores = known.map((row) => judged.get(row.ms)?.score ?? 0)
  return { flag_at: FLAG_AT, points, incidents: found.incidents.map((incident) => incidentOf(incident, found, known, scores, p)) }
}

function judgedDay(row: { at: string; value: number }, day: ScoredDay | undefined, p: DetectParams): JudgedPoint {
  if (day === undefined || Number.isNaN(day.expected))
    return { at: row.at, value: row.value, is_judged: false, score: 0, flag: false, expected: null, tests: [] }
  const flag = day.flag !== null && day.flag !== 'drop'
  const distance = round6(Math.max(0, day.z / p.spike_z, day.cusum / p.cusum_limit))
  // An immaterial day stays below the line however odd it is; a test that reads dollars puts its day on the line.
  const score = flag ? Math.max(FLAG_AT, distance) : Math.min(BELOW_FLAG, distance)
  return { at: row.at, value: row.value, is_judged: true, score, flag, expected: round6(day.expected), tests: day.flag === null ? [] : [day.flag] }
}

function incidentOf(incident: Incident, found: Detection, known: readonly { at: string }[], scores: readonly number[], p: DetectParams): SeriesIncident {
  const [first = 0] = incident.flagged
  const last = incident.flagged.at(-1) ?? first
  const days = found.days.slice(first, last + 1)
  const [expected, actual] = [mean(days.map((day) => day.expected)), mean(days.map((day) => day.actual))]
  return {
    start: known[first]?.at ?? '',
    end: known[last]?.at ?? '',
    direction: incident.direction,
    shape: shapeOf(found, incident, p),
    points: days.length,
    expected: round6(expected),
    actual: round6(actual),
    change: round6((actual - expected) * days.length),
    peak_score: Math.max(...scores.slice(first, last + 1)),
    is_open: incident.is_open,
  }
}
