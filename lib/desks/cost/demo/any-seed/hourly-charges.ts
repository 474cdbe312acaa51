import { sha256 } from '@/lib/kernel/canonical'
import { addDays, startOfDay, weekday } from '@/lib/kernel/time'
import type { Charge, ChargeType } from '../charge'

/** Weights of the hours of a workday and of a weekend day, in UTC. */
type Shape = { workday: readonly number[]; weekend: readonly number[] }

const HOURS = 24
const hours = (weight: (hour: number) => number): number[] => Array.from({ length: HOURS }, (_, hour) => weight(hour))
const flat = hours(() => 1)
const between = (from: number, to: number, high: number, low = 1) => hours((hour) => (hour >= from && hour < to ? high : low))
/** How usage lies within its day; of a hundred lines so many have each shape. */
const SHAPES: readonly (readonly [below: number, shape: Shape])[] = [
  [40, { workday: flat, weekend: flat }],
  [65, { workday: between(7, 17, 6), weekend: flat }],
  [80, { workday: between(16, 22, 4), weekend: between(9, 22, 4) }],
  [92, { workday: between(1, 4, 12, 0), weekend: between(1, 4, 12, 0) }],
  [100, { workday: flat, weekend: between(0, 6, 5, 0) }],
]
const SATURDAY = 5
const BY_THE_HOUR: ReadonlySet<ChargeType> = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation', 'EdpDiscount'])

/**
 * The same charges by the hour, as a report with hourly lines has them: the hours of a line come to its day to the last decimal, in a shape that its usage type has
 * in that place. An hour in which nothing was used has no line. Fees, credits and taxes stay what they are; a plan's fee is the same every hour.
 */
export function* hourlyCharges(charges: Iterable<Charge>): Generator<Charge> {
  const shapes = new Map<string, Shape>()
  for (const charge of charges) {
    if (charge.type === 'SavingsPlanRecurringFee') yield* parts(charge, flat)
    else if (!BY_THE_HOUR.has(charge.type)) yield charge
    else {
      const key = `${charge.account}|${charge.region_id}|${charge.product}|${charge.usage_type}`
      const shape = shapes.get(key) ?? shapeOf(key)
      shapes.set(key, shape)
      yield* parts(charge, weekday(charge.start.slice(0, 10)) >= SATURDAY ? shape.weekend : shape.workday)
    }
  }
}

function shapeOf(key: string): Shape {
  const at = Number.parseInt(sha256(`hours:${key}`).slice(0, 6), 16) % 100
  return (SHAPES.find(([below]) => at < below) ?? SHAPES[0])?.[1] ?? { workday: flat, weekend: flat }
}

/** A charge cut at the hours. What has come by an hour is rounded, never an hour itself, so that nothing is lost. */
function* parts(charge: Charge, weights: readonly number[]): Generator<Charge> {
  const whole = BigInt(weights.reduce((a, b) => a + b, 0))
  const day = charge.start.slice(0, 10)
  const { commitment } = charge
  let come = 0n
  for (const [hour, weight] of weights.entries()) {
    if (weight === 0) continue
    const before = come
    come += BigInt(weight)
    const part = (amount: bigint) => (amount * come) / whole - (amount * before) / whole
    yield {
      ...charge,
      start: hourOf(day, hour),
      end: hour === HOURS - 1 ? startOfDay(addDays(day, 1)) : hourOf(day, hour + 1),
      quantity: part(charge.quantity),
      unblended: part(charge.unblended),
      effective: part(charge.effective),
      list: part(charge.list),
      commitment: commitment === null ? null : { total: part(commitment.total), used: part(commitment.used) },
    }
  }
}

const hourOf = (day: string, hour: number) => `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`
