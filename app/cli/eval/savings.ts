import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { type SampleYear, sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom } from '@/lib/kernel/random'
import { round6 } from '@/lib/kernel/stats'
import { addHours, startOfDay } from '@/lib/kernel/time'
import { SAVINGS_DAYS, SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { RealizedSavings } from '@/schemas/verification'
import type { EvalSet } from './eval-set'
import { pooledCoverage, standardError } from './savings-coverage'

// Seeds from 5000 on report; seeds below are free for tuning.
const SPLITS = { tune: 1000, report: 5000, all: 5000 } as const
// True cuts of the daily cost from the day after the change on, and on how many years each.
const CUTS = [
  { cut: 0, years: 1500 },
  { cut: 0.05, years: 500 },
  { cut: 0.1, years: 500 },
  { cut: 0.3, years: 500 },
] as const
const ALL_YEARS = CUTS.reduce((sum, { years }) => sum + years, 0)

type Score = {
  days: number
  cut: number
  n: number
  coverage: number
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
    const by_cut = CUTS.map(({ cut, years }, i) => {
      say(`a true cut of ${cut * 100} %`)
      const before = CUTS.slice(0, i).reduce((sum, c) => sum + c.years, 0)
      return scoreCut(SPLITS[split] + before, years, cut)
    })
    const all = by_cut.flatMap(({ scores }) => scores)
    const nothing_saved = all.filter((s) => s.cut === 0)
    const worst = (pick: (s: Score) => number) => Math.max(...nothing_saved.map(pick))
    const coverage = pooledCoverage(all)
    const ever_false = by_cut[0]?.ever_confirmed ?? 0
    const [least, most] = [Math.min, Math.max].map((of) => of(...coverage.map((c) => c.coverage)))
    return {
      result: { false_saved_ratio: worst((s) => s.confirmed_ratio), ever_false, interval_coverage: coverage, cells: all },
      figures: [
        {
          name: 'says saved where nothing was saved, worst of 7, 14, 28 days',
          value: worst((s) => s.confirmed_ratio),
          aim: '<= 0.05',
          baseline: `${worst((s) => s.first_minus_last_ratio).toFixed(2)} first day minus last day`,
        },
        { name: 'the same, at any of the three looks', value: ever_false, aim: null, baseline: null },
        { name: 'interval holds the truth, least', value: least ?? null, aim: '0.85 .. 0.95', baseline: '0.64 .. 0.76 Gaussian interval' },
        { name: 'interval holds the truth, most', value: most ?? null, aim: '0.85 .. 0.95', baseline: null },
        ...SAVINGS_DAYS.flatMap((days) =>
          all
            .filter((s) => s.days === days && s.cut > 0)
            .map((s) => ({ name: `a true cut of ${s.cut * 100} % is confirmed after ${days} days`, value: s.confirmed_ratio, aim: null, baseline: null })),
        ),
      ],
      notes: [
        `${CUTS[0].years} years on which nothing was saved (standard error of 4 %: ${standardError(0.04, CUTS[0].years)}), ${CUTS[1].years} for each other cut`,
        `nominal coverage 0.90, over the ${ALL_YEARS} years of all cuts at one length (standard error ${standardError(0.9, ALL_YEARS)})`,
      ],
    }
  },
}

/** One change a year on a random day, looked at after each number of days. */
function scoreCut(first_seed: number, years: number, cut: number): { scores: Score[]; ever_confirmed: number } {
  const random = makeRandom(first_seed, `savings:${cut}`)
  const sums = SAVINGS_DAYS.map((days) => ({ days, n: 0, covered: 0, confirmed: 0, error: 0, width: 0, first_minus_last: 0 }))
  let ever = 0
  for (let i = 0; i < years; i++) {
    const year = sampleYear(first_seed + i, 0)
    const origin = 150 + random.below(150)
    const said = sums.map((sum) => addTo(sum, year, origin, cut))
    if (said.includes('saved')) ever += 1
  }
  const scores = sums.map(({ days, n, ...sum }): Score => {
    const mean = (total: number) => round6(total / Math.max(1, n))
    return {
      days,
      cut,
      n,
      coverage: mean(sum.covered),
      confirmed_ratio: mean(sum.confirmed),
      mean_error_ratio: mean(sum.error),
      half_width_ratio: mean(sum.width),
      first_minus_last_ratio: mean(sum.first_minus_last),
    }
  })
  return { scores, ever_confirmed: round6(ever / Math.max(1, years)) }
}

type Sum = { days: number; n: number; covered: number; confirmed: number; error: number; width: number; first_minus_last: number }

function addTo(sum: Sum, year: SampleYear, origin: number, cut: number): 'saved' | 'not' {
  const found = saved(year, origin, sum.days, cut)
  if (found === null) return 'not'
  const used = year.costs.slice(origin + SKIPPED_DAYS, origin + SKIPPED_DAYS + sum.days)
  const usual = used.reduce((total, y) => total + y, 0) / used.length
  const truth = usual * cut
  const [low, high] = [Number(found.low), Number(found.high)]
  sum.n += 1
  if (low <= truth && truth <= high) sum.covered += 1
  if (low > 0) sum.confirmed += 1
  sum.error += Math.abs(Number(found.point) - truth) / usual
  sum.width += (high - low) / 2 / usual
  if ((year.costs[origin - 1] ?? 0) > (used.at(-1) ?? 0) * (1 - cut)) sum.first_minus_last += 1
  return low > 0 ? 'saved' : 'not'
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
