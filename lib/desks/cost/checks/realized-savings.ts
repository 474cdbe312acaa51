import { formatCount, formatDay } from '@/lib/kernel/format'
import { subtract, toDecimal } from '@/lib/kernel/money'
import { quantile, round6 } from '@/lib/kernel/stats'
import { dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS, settledOn } from '@/lib/verification/schedule'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Currency, Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import type { RealizedSavings } from '@/schemas/verification'
import type { Model } from './counterfactual'
import { type BillDays, placeOf, type SavingsHistory, savingsHistory } from './history'
import { dropsEdges } from './month-edges'
import { placeboErrors } from './placebos'
import { type SavingAt, savingAt } from './saving-at'

export type SavingsInput = {
  /** Daily cost of the scope in which the plan acted, as fine as the bill allows. */
  points: DailySeries['points']
  /** Days that the bill covers; a covered day without a point is a day without spend. */
  bill_days?: BillDays
  /** Comparable series (same service) for the error of the method where the scope itself has too little history. */
  pool: readonly DailySeries['points'][]
  /** Null when the plan did not answer an anomaly. */
  anomaly: Pick<Anomaly, 'first_day' | 'last_day' | 'shape'> | null
  executed_at: Instant
  /** Settled days to count: 7, 14 or 28. */
  days: number
  predicted_per_day: Decimal
  currency: Currency
}

// Placebo windows overlap, so there are fewer of them than they seem: it takes their 96th percentile to cover the truth in 90 % of cases (e2e/bench/detect.ts).
export const PERCENTILE = 0.96
const MIN_PLACEBOS = 12
// Without enough placebos of its own no interval is narrower than this share of the expected cost.
const POOLED_FLOOR = 0.1
// A level is the newest that is known: a drift is still moving, a step is not.
const LEVEL_DAYS = { drift: 5, other: 21 } as const

/**
 * What was really saved per day, against what would have been spent, with an interval made from the same method's errors where nothing was
 * done. Null while no day is settled. A spike ends by itself, so nothing is claimed for it.
 */
export function realizedSavings(input: SavingsInput): RealizedSavings | null {
  const h = savingsHistory(input.points, input.bill_days)
  const origin = placeOf(h, dayOf(input.executed_at))
  if (origin < 1) return null
  const base = { currency: input.currency, predicted: input.predicted_per_day, distinguishable_from: null }
  const model = modelOf(input, h, origin)
  const drops = dropsEdges(h, model.kind === 'level' ? onsetOf(input, h, origin) : origin)
  const found = savingAt(h, origin, input.days, model, drops, dayOf(input.executed_at))
  if (found === null) return null
  if (input.anomaly?.shape === 'spike')
    return { ...base, days: found.used.length, point: '0', low: '0', high: '0', placebos: 0, method: 'A spike ends by itself: nothing recurring is claimed.' }
  const width = (n: number) => halfWidth(input, h, origin, n, model, drops)
  // Of fewer known days than were asked for less is known: the error is that of as many.
  const { ratio, placebos, source } = width(found.known_days)
  const half = ratio * found.expected
  const point = perDay(found.saving)
  return {
    ...base,
    days: found.used.length,
    point,
    low: subtract(point, perDay(half)),
    high: toDecimal(round6(found.saving + half)),
    placebos,
    method: methodOf(h, found, model, source, ratio),
    distinguishable_from: distinguishableFrom(found, half, input, (n) => width(n).ratio),
  }
}

const perDay = (x: number): Decimal => toDecimal(round6(x))

/** The level of an incident goes on if nothing is done; otherwise the whole series does. The onset day is a part of a day. */
export function modelOf({ anomaly }: SavingsInput, h: SavingsHistory, origin: number): Model {
  if (anomaly === null || anomaly.shape === 'spike' || anomaly.shape === 'drop') return { kind: 'series' }
  const onset = placeOf(h, anomaly.first_day)
  const days = origin - Math.max(0, onset) - 1
  return { kind: 'level', days: Math.min(Math.max(1, days), anomaly.shape === 'drift' ? LEVEL_DAYS.drift : LEVEL_DAYS.other) }
}

/** Where untouched days end: the onset of the incident, or the change itself. */
function onsetOf({ anomaly }: SavingsInput, h: SavingsHistory, origin: number): number {
  const onset = anomaly === null ? -1 : placeOf(h, anomaly.first_day)
  return onset < 0 ? origin : onset
}

type Width = { ratio: number; placebos: number; source: 'own' | 'pooled' | 'floor' }

function halfWidth(input: SavingsInput, h: SavingsHistory, origin: number, n: number, model: Model, drops: boolean): Width {
  const own = hasSpendBefore(h, onsetOf(input, h, origin)) ? placeboErrors(h, onsetOf(input, h, origin), n, model, drops) : []
  if (own.length >= MIN_PLACEBOS) return { ratio: percentile(own), placebos: own.length, source: 'own' }
  const until = input.anomaly?.first_day ?? dayOf(input.executed_at)
  const pooled = input.pool.flatMap((points) => {
    const other = savingsHistory(points, input.bill_days)
    const end = other.days.findIndex((day) => day >= until)
    return end < 0 || !hasSpendBefore(other, end) ? [] : placeboErrors(other, end, n, model, dropsEdges(other, end))
  })
  if (own.length + pooled.length < MIN_PLACEBOS) return { ratio: POOLED_FLOOR, placebos: own.length + pooled.length, source: 'floor' }
  return { ratio: Math.max(POOLED_FLOOR, percentile([...own, ...pooled])), placebos: own.length + pooled.length, source: 'pooled' }
}

const percentile = (errors: readonly number[]): number => quantile(errors.map(Math.abs), PERCENTILE)

/** A placebo on days that cost nothing says nothing about the method. */
const hasSpendBefore = (h: SavingsHistory, until: number): boolean => h.dollars.slice(Math.max(0, until - 60), until).filter((y) => y >= 1).length >= 45

function distinguishableFrom(found: SavingAt, half: number, input: SavingsInput, widthAt: (n: number) => number) {
  if (found.saving - half > 0 || found.saving <= 0) return null
  const n = SAVINGS_DAYS.find((days) => days > input.days && found.saving - widthAt(days) * found.expected > 0)
  return n === undefined ? null : settledOn(dayOf(input.executed_at), n)
}

function methodOf(h: SavingsHistory, found: SavingAt, model: Model, source: Width['source'], ratio: number): string {
  const first = formatDay(h.days[found.used[0] ?? 0] ?? '')
  const what =
    model.kind === 'level'
      ? `the level of the last ${formatCount(found.model.basis_days, 'day')} before the change${found.model.has_weekdays ? ', by weekday' : ', the same on every weekday'}`
      : 'level, trend and weekdays of the eight weeks before the change'
  const share = `${(ratio * 100).toFixed(1)} % of the expected cost`
  const why = {
    own: `± ${share}, the 96th percentile of this method's errors on this scope where nothing was done`,
    pooled: `± ${share}, from this method's errors on comparable series where nothing was done (at least 10 %)`,
    floor: `± ${share}: too few undisturbed days to measure the method's error, so the smallest interval allowed`,
  }
  return `Mean of ${formatCount(found.used.length, 'settled day')} from ${first} against ${what}. Interval: ${why[source]}.`
}
