import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { type SampleYear, sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom } from '@/lib/kernel/random'
import { round6 } from '@/lib/kernel/stats'
import { addHours, startOfDay } from '@/lib/kernel/time'
import { SAVINGS_DAYS, SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { RealizedSavings } from '@/schemas/verification'
import type { EvalSet } from './eval-set'

// Seeds from 5000 on report; seeds below are free for tuning.
const SPLITS = { tune: 1000, report: 5000, all: 5000 } as const
const YEARS = 300
// True cuts of the daily cost from the day after the change on.
const CUTS = [0, 0.05, 0.1, 0.3] as const

type Score = {
  n: number
  interval_coverage: number
  confirmed_ratio: number
  mean_error_ratio: number
  half_width_ratio: number
  first_minus_last_ratio: number
}

/** Quiet generated years in which an action on a random day really cuts cost by a known share: what does verification say it saved? */
export const savings: EvalSet = {
  id: 'savings',
  title: 'Realized savings on generated years',
  needs: [],
  async score({ split, say }) {
    const scores = SAVINGS_DAYS.map((days) => {
      say(`after ${days} settled days`)
      return { days, by_cut: CUTS.map((cut) => ({ cut, ...scoreCut(SPLITS[split], days, cut) })) }
    })
    const all = scores.flatMap((s) => s.by_cut)
    const nothing_saved = all.filter((s) => s.cut === 0)
    const worst = (pick: (s: Score) => number, of: readonly Score[]) => Math.max(...of.map(pick))
    const coverage = [Math.min(...all.map((s) => s.interval_coverage)), worst((s) => s.interval_coverage, all)] as const
    const false_saved = worst((s) => s.confirmed_ratio, nothing_saved)
    return {
      result: { years: YEARS, false_saved_ratio: false_saved, interval_coverage: { least: coverage[0], most: coverage[1] }, by_days: scores },
      figures: [
        {
          name: 'says saved where nothing was saved, worst of 7, 14, 28 days',
          value: false_saved,
          aim: '<= 0.05',
          baseline: `${worst((s) => s.first_minus_last_ratio, nothing_saved).toFixed(2)} first day minus last day`,
        },
        { name: 'interval holds the truth, least', value: coverage[0], aim: '0.85 .. 0.95', baseline: '0.64 .. 0.76 Gaussian interval' },
        { name: 'interval holds the truth, most', value: coverage[1], aim: '0.85 .. 0.95', baseline: null },
        ...scores.flatMap(({ days, by_cut }) =>
          by_cut
            .filter((s) => s.cut > 0)
            .map((s) => ({ name: `a true cut of ${s.cut * 100} % is confirmed after ${days} days`, value: s.confirmed_ratio, aim: null, baseline: null })),
        ),
      ],
      notes: [`${YEARS} years for each of ${CUTS.length} cuts and ${SAVINGS_DAYS.length} lengths; nominal coverage 0.90`],
    }
  },
}

function scoreCut(first_seed: number, days: number, cut: number): Score {
  const random = makeRandom(first_seed, `savings:${days}:${cut}`)
  const sum = { n: 0, covered: 0, confirmed: 0, error: 0, width: 0, first_minus_last: 0 }
  for (let i = 0; i < YEARS; i++) {
    const year = sampleYear(first_seed + i, 0)
    const origin = 150 + random.below(150)
    const found = saved(year, origin, days, cut)
    if (found === null) continue
    const used = year.costs.slice(origin + SKIPPED_DAYS, origin + SKIPPED_DAYS + days)
    const usual = used.reduce((total, y) => total + y, 0) / used.length
    const truth = usual * cut
    const [low, high] = [Number(found.low), Number(found.high)]
    sum.n += 1
    if (low <= truth && truth <= high) sum.covered += 1
    if (low > 0) sum.confirmed += 1
    sum.error += Math.abs(Number(found.point) - truth) / usual
    sum.width += (high - low) / 2 / usual
    if ((year.costs[origin - 1] ?? 0) > (used.at(-1) ?? 0) * (1 - cut)) sum.first_minus_last += 1
  }
  const mean = (total: number) => round6(total / Math.max(1, sum.n))
  return {
    n: sum.n,
    interval_coverage: mean(sum.covered),
    confirmed_ratio: mean(sum.confirmed),
    mean_error_ratio: mean(sum.error),
    half_width_ratio: mean(sum.width),
    first_minus_last_ratio: mean(sum.first_minus_last),
  }
}

/** What verification says about one year whose cost is cut from the day after `origin` on. */
function saved({ points, costs }: SampleYear, origin: number, days: number, cut: number): RealizedSavings | null {
  const acted = points[origin]
  if (acted === undefined) return null
  return realizedSavings({
    points: points.map((p, t) => ({ ...p, effective_cost: ((costs[t] ?? 0) * (t > origin ? 1 - cut : 1)).toFixed(6) })),
    pool: [],
    anomaly: null,
    executed_at: addHours(startOfDay(acted.day), 9),
    days,
    predicted_per_day: '100',
    currency: 'USD',
  })
}
