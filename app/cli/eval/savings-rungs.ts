import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import type { SavingsInput } from '@/lib/desks/cost/checks/savings-input'
import { pointsOf, sampleResources } from '@/lib/desks/cost/fixtures/sample-resource'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom, type Random } from '@/lib/kernel/random'
import { addHours, startOfDay } from '@/lib/kernel/time'
import { SKIPPED_DAYS } from '@/lib/verification/schedule'

/** How a saving is measured, on which generated bills. */
export const RUNGS = {
  resources: 'lines of the resources',
  slice: 'the slice around the same resources',
  alone: 'a slice under common shocks, alone',
  control: 'the same slice, held against untouched ones that share them',
  grown: 'the same, where one of those grew by itself',
  twice: 'the same, where two of those grew by themselves',
  unlike: 'a slice, held against untouched ones that share nothing',
  covered: 'a stopped resource that a commitment pays for',
} as const
export type RungId = keyof typeof RUNGS

type RungCase = { input: SavingsInput; truth: number; usual: number }

const FREED_SPREAD = [0, 0.1, 0.5, 2] as const
const CONTROLS = 5
// How many of them grow by themselves from the change on, and by how much, at least and at most.
const GROWN: Partial<Record<RungId, number>> = { grown: 1, twice: 2 }
const GROWS = [0.1, 0.2] as const

/**
 * One generated year with a change on a random day that really cuts cost by `cut` of what is measured: of the slice for slices, of the resources for the lines and
 * for the slice around them. For `covered` the cut is what the commitment then finds other use for.
 */
function rungCase(rung: RungId, seed: number, days: number, cut: number): RungCase {
  const random = makeRandom(seed, `rung:${days}:${cut}`)
  const origin = 150 + random.below(150)
  if (rung === 'covered') return coveredCase(seed, random, origin, days, cut)
  if (rung === 'resources' || rung === 'slice') {
    const { costs, slice } = sampleResources(seed, sampleYear(seed, 0).costs)
    return caseOf(rung === 'resources' ? costs : slice, costs, { origin, days, cut })
  }
  const shared = rung === 'unlike' ? null : commonShocks(random)
  const at = (n: number) => sampleYear(seed + n * 100_000, 0).costs.map((y, t) => y * (shared?.[t] ?? 1))
  const grown = GROWS[0] + (GROWS[1] - GROWS[0]) * random.unit()
  const byItself = (n: number, t: number) => ((n + CONTROLS - (seed % CONTROLS)) % CONTROLS < (GROWN[rung] ?? 0) && t > origin ? 1 + grown : 1)
  const one = (n: number) => ({ scope: { sub_account_id: `c${n}` }, points: pointsOf(at(n + 1).map((y, t) => y * byItself(n, t))) })
  const controls = rung === 'alone' ? [] : Array.from({ length: CONTROLS }, (_, n) => one(n))
  const [costs, found] = [at(0), { origin, days, cut }]
  return caseOf(costs, costs, found, { controls })
}

function caseOf(
  measured: readonly number[],
  acted_on: readonly number[],
  { origin, days, cut }: { origin: number; days: number; cut: number },
  more: Partial<SavingsInput> = {},
): RungCase {
  const points = pointsOf(measured.map((y, t) => y - (t > origin ? (acted_on[t] ?? 0) * cut : 0)))
  const used = (xs: readonly number[]) => meanOf(xs.slice(origin + SKIPPED_DAYS, origin + SKIPPED_DAYS + days))
  return { input: { ...inputOf(points, origin, days), ...more }, truth: used(acted_on) * cut, usual: used(measured) }
}

/** A machine is stopped; `cut` of its commitment finds other use, the rest goes unused in a pool that moves more or less by itself. */
function coveredCase(seed: number, random: Random, origin: number, days: number, cut: number): RungCase {
  const { costs } = sampleResources(seed, sampleYear(seed, 0).costs)
  const level = meanOf(costs)
  const spread = (FREED_SPREAD[seed % FREED_SPREAD.length] ?? 0) * level
  let last = 0
  const unused = costs.map((y, t) => {
    last = 0.4 * last + spread * Math.sqrt(1 - 0.16) * random.normal()
    return Math.max(0, 2 * spread + last) + (t > origin ? y * (1 - cut) : 0)
  })
  const stopped = pointsOf(costs.map((y, t) => (t > origin ? 0 : y)))
  const used = meanOf(costs.slice(origin + SKIPPED_DAYS, origin + SKIPPED_DAYS + days))
  return { input: { ...inputOf(stopped, origin, days), cover: { covered: stopped, unused: pointsOf(unused) } }, truth: used * cut, usual: used }
}

/** What moves every slice of a service alike: demand that wanders, and days on which all of it is busy. */
function commonShocks(random: Random): number[] {
  let last = 0
  return Array.from({ length: 365 }, () => {
    last = 0.9 * last + 0.25 * Math.sqrt(1 - 0.81) * random.normal()
    return Math.exp(last)
  })
}

const meanOf = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)

const inputOf = (points: SavingsInput['points'], origin: number, days: number): SavingsInput => ({
  points,
  pool: [],
  anomaly: null,
  executed_at: addHours(startOfDay(points[origin]?.day ?? ''), 9),
  days,
  predicted_per_day: '100',
  currency: 'USD',
  measured_on: { rung: 'slice', scope: {}, resource_ids: [], commitment_ids: [], refused: [], joint_with: [], control: null },
})

export type RungScore = { n: number; coverage: number; confirmed: number; half_width: number; held_against: number; claimed_held: number }

/** What verification says of so many of these cases. `held_against` is the share that used a control, `claimed_held` the share that did and was claimed. */
export function scoreRung(rung: RungId, first_seed: number, years: number, days: number, cut: number): RungScore {
  const sum = { n: 0, covered: 0, confirmed: 0, width: 0, held: 0, claimed_held: 0 }
  for (let i = 0; i < years; i++) {
    const { input, truth, usual } = rungCase(rung, first_seed + i, days, cut)
    const found = realizedSavings(input)
    if (found === null) continue
    const [low, high] = [Number(found.low), Number(found.high)]
    sum.n += 1
    // What is written has six decimals.
    if (low <= truth + 1e-6 && truth <= high + 1e-6) sum.covered += 1
    if (low > 0) sum.confirmed += 1
    if (found.measured_on?.control != null) {
      sum.held += 1
      if (low > 0) sum.claimed_held += 1
    }
    sum.width += (high - low) / 2 / usual
  }
  const share = (x: number) => Math.round((1e6 * x) / Math.max(1, sum.n)) / 1e6
  return {
    n: sum.n,
    coverage: share(sum.covered),
    confirmed: share(sum.confirmed),
    half_width: share(sum.width),
    held_against: share(sum.held),
    claimed_held: share(sum.claimed_held),
  }
}
