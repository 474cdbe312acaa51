import { scoreYears } from '@/app/cli/eval/score-years'
import { flaggedDays } from '@/app/cli/eval/series'
import { sliceScale } from '@/lib/desks/cost/attribute/slice-scale'
import { ownWidth } from '@/lib/desks/cost/checks/half-width'
import { savingsHistory } from '@/lib/desks/cost/checks/history'
import { type Place, savingAt } from '@/lib/desks/cost/checks/saving-at'
import { sampleCube, scoreSlices } from '@/lib/desks/cost/fixtures/sample-cube'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom } from '@/lib/kernel/random'

// Measures detection, attribution and savings on generated data. Run: node --import tsx e2e/bench/detect.ts [cases]
// Seeds from 5000 up report; seeds below were free for tuning.
const cases = Number(process.argv[2] ?? 300)
const FIRST_SEED = 5000

function detection(): void {
  const started = process.hrtime.bigint()
  const score = scoreYears(FIRST_SEED, cases, flaggedDays)
  const ms_per_series = Number(process.hrtime.bigint() - started) / 1e6 / cases
  print('detection', {
    series: cases,
    event_f1: score.f1,
    precision: score.precision,
    recall: score.recall,
    false_alarms_per_year: score.false_alarms_per_series_year,
    ms_per_series,
  })
}

function attribution(): void {
  const sum = { exact: 0, wrong: 0, missed: 0 }
  const started = process.hrtime.bigint()
  for (let i = 0; i < cases; i++) {
    const cube = sampleCube(FIRST_SEED + i)
    const score = scoreSlices(
      sliceScale(cube.leaves).map((s) => s.leaves),
      cube.causes,
    )
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += score[key]
  }
  const ms = Number(process.hrtime.bigint() - started) / 1e6 / cases
  print('attribution', { cases, exact_f1: f1(sum.exact / (sum.exact + sum.wrong), sum.exact / (sum.exact + sum.missed)), ms_per_case: ms })
}

function savings(): void {
  for (const days of [7, 14, 28])
    for (const cut of [0, 0.1, 0.3]) {
      const random = makeRandom(FIRST_SEED, `savings:${days}:${cut}`)
      let [covered, confirmed, width] = [0, 0, 0]
      for (let i = 0; i < cases; i++) {
        const year = sampleYear(FIRST_SEED + i, 0)
        const origin = 150 + random.below(150)
        const h = savingsHistory(year.points.map((p, t) => ({ ...p, effective_cost: String((year.costs[t] ?? 0) * (t > origin ? 1 - cut : 1)) })))
        const place: Place = { h, model: { kind: 'series' }, drops_edges: true }
        const found = savingAt(place, origin, days)
        if (found === null) continue
        const half = (ownWidth({ ...place, origin, onset: origin, freed: null }, days)?.ratio ?? Number.POSITIVE_INFINITY) * found.expected
        const truth = found.used.reduce((sum, t) => sum + (year.costs[t] ?? 0) * cut, 0) / found.used.length
        if (Math.abs(found.saving - truth) <= half) covered++
        if (found.saving - half > 0) confirmed++
        width += half / found.expected
      }
      print(`savings n=${days} true cut ${cut * 100} %`, { interval_coverage: covered / cases, confirmed: confirmed / cases, half_width: width / cases })
    }
}

const f1 = (precision: number, recall: number): number => (2 * precision * recall) / (precision + recall)
const print = (name: string, figures: Record<string, number>): void => {
  process.stdout.write(
    `${name}: ${Object.entries(figures)
      .map(([key, value]) => `${key} ${Number.isInteger(value) ? value : value.toFixed(3)}`)
      .join(', ')}\n`,
  )
}

detection()
attribution()
savings()
