import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import type { SavingsInput } from '@/lib/desks/cost/checks/savings-input'
import { pointsOf, sampleResources } from '@/lib/desks/cost/fixtures/sample-resource'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom, type Random } from '@/lib/kernel/random'
import { round6 } from '@/lib/kernel/stats'
import { addDays, addHours, startOfDay } from '@/lib/kernel/time'
import { SAVINGS_DAYS, SKIPPED_DAYS } from '@/lib/verification/schedule'

/** How a saving is measured, on which generated bills. */
export const RUNGS = {
  resources: 'lines of the resources',
  slice: 'the slice around the same resources',
  alone: 'a slice under common shocks, alone',
  control: 'the same slice, held against untouched ones that share them',
  grown: 'the same, where one of those grew by itself',
  twice: 'the same, where two of those grew by themselves',
  unlike: 'a slice, held against untouched ones that share nothing',
  began: 'a slice that began lately, by comparable ones',
  step: 'a slice with a step right before the change',
  drift: 'a slice after a slow drift',
  covered: 'a stopped resource that a commitment pays for',
} as const
export type RungId = keyof typeof RUNGS

/** What a change saved a day over some days, and what those days cost as it is usual. */
type Truth = { saved: number; usual: number }
type RungCase = { input: Omit<SavingsInput, 'days'>; truth(days: number): Truth }

const FREED_SPREAD = [0, 0.1, 0.5, 2] as const
const CONTROLS = 5
const COMPARABLE = 12
// For how many days a slice that began lately has been there, at least and at most.
const BEGAN_DAYS = [10, 40] as const
// Cost before a step, as parts of what it is since (to 1.25 to 10 times as much), and how many days before the change it came, at least and at most.
const BEFORE_STEP = [0.1, 0.15, 0.5, 0.8] as const
const STEP_DAYS = [3, 17] as const
// By how much a drift grows a day, up to the change, and for how many days, at least and at most.
const DRIFT_A_DAY = 0.02
const DRIFT_DAYS = [20, 29] as const
// How many of them grow by themselves from the change on, and by how much, at least and at most.
const GROWN: Partial<Record<RungId, number>> = { grown: 1, twice: 2 }
const GROWS = [0.1, 0.2] as const

/**
 * One generated year with a change on a random day that really cuts cost by `cut` of what is measured: of the slice for slices, of the resources for the lines and
 * for the slice around them. For `covered` the cut is what the commitment then finds other use for.
 */
function rungCase(rung: RungId, seed: number, cut: number): RungCase {
  const random = makeRandom(seed, `rung:${cut}`)
  const found = { origin: 150 + random.below(150), cut }
  if (rung === 'covered') return coveredCase(seed, random, found)
  if (rung === 'began') return beganCase(seed, random, found)
  if (rung === 'step' || rung === 'drift') return risenCase(rung, seed, random, found)
  if (rung === 'resources' || rung === 'slice') {
    const { costs, slice } = sampleResources(seed, sampleYear(seed, 0).costs)
    return caseOf(rung === 'resources' ? costs : slice, costs, found)
  }
  const shared = rung === 'unlike' ? null : commonShocks(random)
  const at = (n: number) => sampleYear(seed + n * 100_000, 0).costs.map((y, t) => y * (shared?.[t] ?? 1))
  const grown = GROWS[0] + (GROWS[1] - GROWS[0]) * random.unit()
  const byItself = (n: number, t: number) => ((n + CONTROLS - (seed % CONTROLS)) % CONTROLS < (GROWN[rung] ?? 0) && t > found.origin ? 1 + grown : 1)
  const one = (n: number) => ({ scope: { sub_account_id: `c${n}` }, points: pointsOf(at(n + 1).map((y, t) => y * byItself(n, t))) })
  const controls = rung === 'alone' ? [] : Array.from({ length: CONTROLS }, (_, n) => one(n))
  const costs = at(0)
  return caseOf(costs, costs, found, { controls })
}

type Change = { origin: number; cut: number }

function caseOf(measured: readonly number[], acted_on: readonly number[], { origin, cut }: Change, more: Partial<SavingsInput> = {}): RungCase {
  const points = pointsOf(measured.map((y, t) => y - (t > origin ? (acted_on[t] ?? 0) * cut : 0)))
  return {
    input: { ...inputOf(points, origin), ...more },
    truth: (days) => ({ saved: usedMean(acted_on, origin, days) * cut, usual: usedMean(measured, origin, days) }),
  }
}

/** A slice with no history of its own before its incident, beside others of its service. */
function beganCase(seed: number, random: Random, found: Change): RungCase {
  const began = found.origin - BEGAN_DAYS[0] - random.below(BEGAN_DAYS[1] - BEGAN_DAYS[0])
  const costs = sampleYear(seed, 0).costs.map((y, t) => (t < began ? 0 : y))
  const pool = Array.from({ length: COMPARABLE }, (_, n) => sampleYear(seed + (n + 1) * 100_000, 0).points)
  const first_day = pool[0]?.[began]?.day ?? ''
  return caseOf(costs, costs, found, { pool, anomaly: { first_day, last_day: addDays(first_day, 5), shape: 'new_spend' } })
}

/** A slice whose incident came right before the change: without the change it would have stayed at the level that it had reached. */
function risenCase(rung: 'step' | 'drift', seed: number, random: Random, found: Change): RungCase {
  const [least, most] = rung === 'step' ? STEP_DAYS : DRIFT_DAYS
  const onset = found.origin - least - random.below(most - least + 1)
  const before = BEFORE_STEP[seed % BEFORE_STEP.length] ?? 1
  const levelOn = (t: number): number => (rung === 'drift' ? 1 + DRIFT_A_DAY * Math.max(0, Math.min(t, found.origin) - onset) : t < onset ? before : 1)
  const { costs: flat, points } = sampleYear(seed, 0)
  const costs = flat.map((y, t) => y * levelOn(t))
  const first_day = points[onset]?.day ?? ''
  return caseOf(costs, costs, found, { anomaly: { first_day, last_day: addDays(first_day, 3), shape: rung } })
}

/** A machine is stopped; `cut` of its commitment finds other use, the rest goes unused in a pool that moves more or less by itself. */
function coveredCase(seed: number, random: Random, { origin, cut }: Change): RungCase {
  const { costs } = sampleResources(seed, sampleYear(seed, 0).costs)
  const level = meanOf(costs)
  const spread = (FREED_SPREAD[seed % FREED_SPREAD.length] ?? 0) * level
  let last = 0
  const unused = costs.map((y, t) => {
    last = 0.4 * last + spread * Math.sqrt(1 - 0.16) * random.normal()
    return Math.max(0, 2 * spread + last) + (t > origin ? y * (1 - cut) : 0)
  })
  const stopped = pointsOf(costs.map((y, t) => (t > origin ? 0 : y)))
  return {
    input: { ...inputOf(stopped, origin), cover: { covered: stopped, unused: pointsOf(unused) } },
    truth: (days) => ({ saved: usedMean(costs, origin, days) * cut, usual: usedMean(costs, origin, days) }),
  }
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
const usedMean = (xs: readonly number[], origin: number, days: number): number => meanOf(xs.slice(origin + SKIPPED_DAYS, origin + SKIPPED_DAYS + days))

const inputOf = (points: SavingsInput['points'], origin: number): RungCase['input'] => ({
  points,
  pool: [],
  anomaly: null,
  executed_at: addHours(startOfDay(points[origin]?.day ?? ''), 9),
  predicted_per_day: '100',
  currency: 'USD',
  measured_on: { rung: 'slice', scope: {}, resource_ids: [], commitment_ids: [], refused: [], joint_with: [], control: null },
})

export type RungScore = { n: number; coverage: number; confirmed: number; half_width: number; held_against: number; claimed_held: number }

/**
 * What verification says of so many of these cases after each number of days, and the share of them that it calls saved after any. `held_against` is the share that used a control, `claimed_held` the
 * share that did and was claimed.
 */
export function scoreRung(rung: RungId, first_seed: number, years: number, cut: number): { by_days: (RungScore & { days: number })[]; ever_confirmed: number } {
  const sums = SAVINGS_DAYS.map((days) => ({ days, n: 0, covered: 0, confirmed: 0, width: 0, held: 0, claimed_held: 0 }))
  let ever = 0
  for (let seed = first_seed; seed < first_seed + years; seed++) {
    const { input, truth } = rungCase(rung, seed, cut)
    const said = sums.map((sum) => addTo(sum, { ...input, days: sum.days }, truth(sum.days)))
    if (said.includes('saved')) ever += 1
  }
  const by_days = sums.map(({ days, n, covered, confirmed, width, held, claimed_held }) => {
    const share = (x: number) => round6(x / Math.max(1, n))
    return {
      days,
      n,
      coverage: share(covered),
      confirmed: share(confirmed),
      half_width: share(width),
      held_against: share(held),
      claimed_held: share(claimed_held),
    }
  })
  return { by_days, ever_confirmed: round6(ever / Math.max(1, years)) }
}

type Sum = { n: number; covered: number; confirmed: number; width: number; held: number; claimed_held: number }

function addTo(sum: Sum, input: SavingsInput, { saved, usual }: Truth): 'saved' | 'not' {
  const found = realizedSavings(input)
  if (found === null) return 'not'
  const [low, high] = [Number(found.low), Number(found.high)]
  const held = found.measured_on?.control != null
  sum.n += 1
  // What is written has six decimals.
  if (low <= saved + 1e-6 && saved <= high + 1e-6) sum.covered += 1
  if (low > 0) sum.confirmed += 1
  if (held) sum.held += 1
  if (held && low > 0) sum.claimed_held += 1
  sum.width += (high - low) / 2 / usual
  return low > 0 ? 'saved' : 'not'
}
