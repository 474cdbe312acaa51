import { detectValues } from '@/lib/desks/cost/detect/model/detect-series'
import { detectParams } from '@/lib/desks/cost/detect/params'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'

const MS = 1000

export type DetectorAlone = { per_s: number; series_days: number }

/** Series-days per second of the detector over generated years. */
export function detectorAlone(): DetectorAlone {
  const years = Array.from({ length: 60 }, (_, i) => sampleYear(9000 + i))
  const params = detectParams('1000')
  const values = years.map(({ points }) => points.map((point) => Number(point.effective_cost)))
  const pass = () => {
    for (const [i, { points }] of years.entries()) detectValues(points, values[i] ?? [], params, '2027-01-01T00:00:00.000Z')
  }
  pass() // the first pass compiles
  const series_days = values.reduce((sum, v) => sum + v.length, 0)
  const started = performance.now()
  pass()
  return { per_s: (series_days * MS) / (performance.now() - started), series_days }
}
