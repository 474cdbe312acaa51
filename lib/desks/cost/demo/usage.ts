import { addDays, startOfDay } from '@/lib/kernel/time'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Day, Instant } from '@/schemas/time'
import { causeFactor } from './causes'
import { type Charge, NO_COMMITMENT } from './charge'
import type { EstateLine } from './line'
import { costOf, toUnits } from './units'

const PPM = 1_000_000
// Log groups of the estate were filled for half a year before the bill begins.
const HISTORY_DAYS = 180

/** A day of a metered line; undefined when nothing was used. */
export function lineCharge(line: EstateLine, meter: Meter, factor: number, events: readonly SimulatedEvent[], on: BillDay): Charge | undefined {
  const { day, share_pct } = on
  const moved = BigInt(Math.round(Number(line.mean_quantity) * (Math.round(factor * PPM) / PPM)))
  const kept = line.usage_type.endsWith('TimedStorage-ByteHrs') ? keptDays(events, day) : HISTORY_DAYS
  const quantity = (moved * causeFactor(line.line_id, day) * share_pct * BigInt(kept)) / (BigInt(PPM) * 100n * BigInt(HISTORY_DAYS))
  return quantity === 0n ? undefined : usageCharge(meter, quantity, on)
}

/** Days of events that a log group still holds; a shorter retention empties it from the next day on. */
function keptDays(events: readonly SimulatedEvent[], day: Day): number {
  const last = events.findLast((event) => event.change === 'log_retention' && event.at.slice(0, 10) < day)
  return last?.change === 'log_retention' && last.retention_days !== null ? Math.min(HISTORY_DAYS, last.retention_days) : HISTORY_DAYS
}

/** What is the same on every day of a line. */
export type Meter = Omit<Charge, 'start' | 'end' | 'quantity' | 'unblended' | 'effective' | 'list'>

export function meterOf(line: Omit<EstateLine, 'mean_quantity' | 'behaviour'>): Meter {
  return {
    ...NO_COMMITMENT,
    type: 'Usage',
    line_id: line.line_id,
    account: line.account,
    region_id: line.region_id,
    product: line.product,
    usage_type: line.usage_type,
    operation: line.operation,
    family: line.family,
    unit: line.unit,
    resource_id: line.resource_id,
    tags: line.tags,
    description: `$${line.rate} per ${line.unit}`,
    rate: toUnits(line.rate),
    instance_type: /(?:Box|Spot|Dedicated)Usage:(.+)$/.exec(line.usage_type)?.[1] ?? '',
    pricing_term: line.usage_type.includes('SpotUsage') ? 'Spot' : 'OnDemand',
  }
}

/** A day as a charge period, with the percent of its usage that the bill holds. */
export type BillDay = { day: Day; start: Instant; end: Instant; share_pct: bigint }
export const billDay = (day: Day, share_pct: bigint): BillDay => ({ day, start: startOfDay(day), end: startOfDay(addDays(day, 1)), share_pct })

/** A charge for a quantity of something at its on-demand price. */
export function usageCharge(meter: Meter, quantity: bigint, { start, end }: BillDay): Charge {
  const cost = costOf(quantity, meter.rate)
  return { ...meter, start, end, quantity, unblended: cost, effective: cost, list: cost }
}
