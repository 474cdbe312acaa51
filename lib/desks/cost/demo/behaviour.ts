import { makeRandom, type Random } from '@/lib/kernel/random'
import { clamp } from '@/lib/kernel/stats'
import { addDays, isFirstOfMonth, isLastOfMonth, weekday } from '@/lib/kernel/time'
import { BILL_START } from './people'

type Varying = {
  kind: 'varying'
  /** Spread of a day's own shock as a share of the mean; the autoregressive part keeps `persistence` of yesterday's deviation. */
  shock: number
  persistence: number
  /** Factors of Monday … Sunday. */
  week: readonly [number, number, number, number, number, number, number]
  /** Growth per 30 days as a share of the first day. */
  growth: number
  /** Extra share on the first and the last day of a month. */
  month_edge: number
  /** Share of days with a shock of 5 to 9 spreads. */
  tail: number
  /** The business whose daily traffic this usage follows. */
  traffic: Traffic | null
}
export type Traffic = 'shop' | 'pay'
export type Behaviour = { kind: 'constant' } | { kind: 'monthly_fee' } | { kind: 'trial'; on_days: number; off_days: number; shock: number } | Varying

const FLAT = [1, 1, 1, 1, 1, 1, 1] as const
const SHOP_WEEK = [1, 0.99, 0.99, 1, 1.02, 1.06, 1.05] as const
const PAY_WEEK = [1, 1, 1, 1.01, 1.04, 0.95, 0.91] as const
const OFFICE_WEEK = [1, 1.02, 1.02, 1, 0.96, 0.58, 0.55] as const
const BATCH_WEEK = [1, 1, 1, 1, 1, 0.86, 0.84] as const
const steady = { kind: 'varying', shock: 0.02, persistence: 0.42, week: FLAT, growth: 0.004, month_edge: 0, tail: 0, traffic: null } as const satisfies Varying

/** How a line of the estate moves. Shares of the mean, so that they apply to a line of any size. */
export const BEHAVIOURS = {
  flat: { kind: 'constant' },
  fee: { kind: 'monthly_fee' },
  /** Switched on for a while, off for a while: experiments, tests, one-off jobs. */
  trial: { kind: 'trial', on_days: 14, off_days: 22, shock: 0.2 },
  steady: { ...steady, tail: 0.05 },
  /** Neither growth nor large days: the expected cost after a cause is then known. */
  level: { ...steady, growth: 0 },
  stock: { ...steady, shock: 0.003, persistence: 0.5, growth: 0.018, tail: 0.06 },
  shop: { ...steady, shock: 0.008, persistence: 0.3, week: SHOP_WEEK, growth: 0.01, traffic: 'shop' },
  pay: { ...steady, shock: 0.01, persistence: 0.3, week: PAY_WEEK, growth: 0.01, traffic: 'pay' },
  office: { ...steady, shock: 0.03, week: OFFICE_WEEK },
  /** As office, and every day somebody asks for something else. */
  query: { ...steady, shock: 0.085, week: OFFICE_WEEK, tail: 0.01 },
  batch: { ...steady, shock: 0.025, week: BATCH_WEEK, month_edge: 0.3 },
  spot: { ...steady, shock: 0.045, persistence: 0.4, growth: 0.01 },
  /** Small lines only: restless, with a few large days a month. */
  restless: { ...steady, shock: 0.085, persistence: 0.5, tail: 0.13 },
} as const satisfies Record<string, Behaviour>
export type BehaviourName = keyof typeof BEHAVIOURS

// Daily swing of a whole business, shared by everything that follows its traffic.
const TRAFFIC_SHOCK: Record<Traffic, number> = { shop: 0.018, pay: 0.016 }
const TRAFFIC_PERSISTENCE = 0.35
const LONGEST_SHOCK = 3
const LEAST_FACTOR = 0.05

/**
 * Factor of the mean for each day from the start of the bill. The stream is keyed by the line's own name, so that adding a line moves no
 * other, and always begins at the start of the bill, so that a longer bill never rewrites earlier days.
 */
export function factorsOf(behaviour: Behaviour, seed: number, name: string, days: number): number[] {
  if (behaviour.kind === 'constant') return new Array<number>(days).fill(1)
  if (behaviour.kind === 'monthly_fee') return Array.from({ length: days }, (_, i) => (calendarDay(i).is_first ? 1 : 0))
  const random = makeRandom(seed, `line:${name}`)
  if (behaviour.kind === 'trial') return trialFactors(behaviour, random, days)
  const swing = behaviour.traffic === null ? undefined : trafficOf(seed, behaviour.traffic, days)
  let deviation = 0
  return Array.from({ length: days }, (_, i) => {
    deviation = behaviour.persistence * deviation + behaviour.shock * clamp(random.normal(), -LONGEST_SHOCK, LONGEST_SHOCK)
    const jump = behaviour.tail > 0 && random.unit() < behaviour.tail ? behaviour.shock * (5 + 4 * random.unit()) * (random.unit() < 0.7 ? 1 : -0.6) : 0
    const noise = 1 + deviation + jump + (swing?.[i] ?? 0)
    return Math.max(LEAST_FACTOR, calendarFactor(behaviour, i) * noise)
  })
}

/** The factor without any noise: weekday, month edge and growth. */
function calendarFactor(behaviour: Varying, day_index: number): number {
  const day = calendarDay(day_index)
  const edge = day.is_edge ? behaviour.month_edge : 0
  return (1 + (behaviour.growth * day_index) / 30) * (behaviour.week[day.weekday] ?? 1) * (1 + edge)
}

type CalendarDay = { weekday: number; is_first: boolean; is_edge: boolean }
// The days since the start of the bill, worked out once: every line asks for all of them.
const calendar: CalendarDay[] = []

function calendarDay(index: number): CalendarDay {
  const known = calendar[index]
  if (known !== undefined) return known
  const day = addDays(BILL_START, index)
  const is_first = isFirstOfMonth(day)
  const made = { weekday: weekday(day), is_first, is_edge: is_first || isLastOfMonth(day) }
  calendar[index] = made
  return made
}

function trialFactors(behaviour: Behaviour & { kind: 'trial' }, random: Random, days: number): number[] {
  const factors: number[] = []
  let is_on = random.unit() < behaviour.on_days / (behaviour.on_days + behaviour.off_days)
  while (factors.length < days) {
    const typical = is_on ? behaviour.on_days : behaviour.off_days
    const length = 8 + random.below(2 * (typical - 8) + 1)
    for (let i = 0; i < length; i++) factors.push(is_on ? Math.max(LEAST_FACTOR, 1 + behaviour.shock * random.normal()) : 0)
    is_on = !is_on
  }
  return factors.slice(0, days)
}

function trafficOf(seed: number, traffic: Traffic, days: number): number[] {
  const random = makeRandom(seed, `traffic:${traffic}`)
  let deviation = 0
  return Array.from({ length: days }, () => {
    deviation = TRAFFIC_PERSISTENCE * deviation + TRAFFIC_SHOCK[traffic] * clamp(random.normal(), -LONGEST_SHOCK, LONGEST_SHOCK)
    return deviation
  })
}
