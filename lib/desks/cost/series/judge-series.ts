import { judgeDays } from './judge-days'
import { judgePoints } from './judge-points'
import type { JudgedSeries, SeriesRow } from './judged-series'
import { seriesKind } from './series-kind'

/** Judges every row by the rows before it. Rows without a value are left out of everything and stay unjudged. */
export function judgeSeries(rows: readonly SeriesRow[]): JudgedSeries {
  const kind = seriesKind(rows.map((row) => row.ms))
  return { ...kind, ...(kind.detector === 'daily' ? judgeDays(rows) : judgePoints(rows)) }
}
