import { mean, round6 } from '@/lib/kernel/stats'
import type { JudgedPoint, JudgedSeries, SeriesIncident, SeriesRow } from './judged-series'
import { POINT_PARAMS, type ScoredPoint, scorePoints } from './score-points'

/** The point scorer on one stream, in the order of its rows. */
export function judgePoints(rows: readonly SeriesRow[]): Pick<JudgedSeries, 'flag_at' | 'points' | 'incidents'> {
  const known = rows.flatMap((row) => (row.value === null ? [] : [{ ms: row.ms, value: row.value }]))
  const scored = scorePoints(known)
  let next = 0
  const points = rows.map((row) => (row.value === null ? unjudged(row, null) : judgedPoint(row, row.value, scored[next++])))
  const at = rows.filter((row) => row.value !== null).map((row) => row.at)
  return { flag_at: POINT_PARAMS.flag_score, points, incidents: runsOf(scored).map((run) => incidentOf(run, scored, at)) }
}

const unjudged = (row: SeriesRow, value: number | null): JudgedPoint => ({
  at: row.at,
  value,
  is_judged: false,
  score: 0,
  flag: false,
  expected: null,
  tests: [],
})

function judgedPoint(row: SeriesRow, value: number, point: ScoredPoint | undefined): JudgedPoint {
  if (point === undefined || point.usual === null) return unjudged(row, value)
  const tests = Object.entries(point.rarities).flatMap(([test, rarity]) => (rarity > 0 ? [test] : []))
  return { at: row.at, value, is_judged: true, score: point.score, flag: point.is_flagged, expected: point.usual, tests: point.is_flagged ? tests : [] }
}

type Run = { first: number; last: number }

/** Points as rare as a flagged one, joined while no more than the quiet time lies between them: each run begins with a flagged point. */
function runsOf(scored: readonly ScoredPoint[]): Run[] {
  const runs: Run[] = []
  for (const [i, point] of scored.entries()) {
    if (point.rarity < POINT_PARAMS.flag_score) continue
    const open = runs.at(-1)
    if (open !== undefined && i - open.last <= POINT_PARAMS.quiet_points) open.last = i
    else runs.push({ first: i, last: i })
  }
  return runs
}

function incidentOf({ first, last }: Run, scored: readonly ScoredPoint[], at: readonly string[]): SeriesIncident {
  const run = scored.slice(first, last + 1)
  const usual = scored[first]?.usual ?? { low: 0, high: 0 }
  const actual = mean(run.map((point) => point.value))
  const peak = run.reduce((a, b) => (b.score > a.score ? b : a))
  const middle = (usual.low + usual.high) / 2
  return {
    start: at[first] ?? '',
    end: at[last] ?? '',
    direction: peak.value >= middle ? 'rise' : 'fall',
    shape: 'unusual',
    points: run.length,
    expected: round6(middle),
    actual: round6(actual),
    change: round6((actual - middle) * run.length),
    peak_score: peak.score,
    is_open: scored.length - 1 - last <= POINT_PARAMS.quiet_points,
  }
}
