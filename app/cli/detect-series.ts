import { judgeSeries } from '@/lib/desks/cost/series/judge-series'
import { print, table } from './print'
import { readSeriesFile } from './series-file'

/** Judges one series file point by point, each by the points before it. */
export async function detectSeriesFile(path: string, json: boolean): Promise<number> {
  const { file, column, rows, notes: told } = await readSeriesFile(path)
  const judged = judgeSeries(rows)
  const { detector, why, flag_at, points, incidents } = judged
  const notes = points.some(({ is_judged }) => is_judged)
    ? told
    : [...told, `none of the ${points.length} points is judged: too few came before them to say what is usual`]
  const answer = {
    kind: 'series',
    file,
    detector,
    why,
    flag_at,
    points: points.map(({ at, ...point }) => ({ [column]: at, ...point })),
    incidents,
    notes,
  }
  print(json, answer, json ? '' : shownText(file, judged, notes))
  return 0
}

function shownText(file: string, { why, points, incidents }: ReturnType<typeof judgeSeries>, notes: readonly string[]): string {
  const lines = incidents.map((i) => [i.start, i.end, i.shape, i.expected.toFixed(2), i.actual.toFixed(2), i.peak_score.toFixed(2)])
  const found = incidents.length === 0 ? 'Nothing stands out.' : table(['start', 'end', 'shape', 'expected', 'actual', 'score'], lines)
  return [`${file}: ${points.length} points (${why})`, ...notes, '', found].join('\n')
}
