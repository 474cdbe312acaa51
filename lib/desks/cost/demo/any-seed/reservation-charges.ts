import { isFirstOfMonth, monthOf, startOfDay, toMs } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { type Charge, NO_COMMITMENT } from '../charge'
import { reservationCharge, upfrontFee } from '../commitment-charges'
import { firstOf, monthAfter } from '../delivery-times'
import { tagsOf } from '../line'
import { costOf, divide, toUnits } from '../units'
import { billDay, type Meter, usageCharge } from '../usage'
import type { Fleet, FleetSize } from './draw-reservations'
import type { Bought } from './reservations-days'

const MICRO = 1_000_000n
const HOUR_MS = 3_600_000
const HOURS_PER_DAY = 24n

export const isActive = ({ reservation: { start, end } }: Fleet, day: Day): boolean => start <= startOfDay(day) && startOfDay(day) < end

/** What one hour of a reserved unit costs, its part of what was paid in advance included. */
const unitPrice = ({ reservation }: Fleet) => ({ upfront: toUnits(reservation.upfront_hourly), recurring: toUnits(reservation.recurring_hourly) })

/** A day of a fleet: its reservation spread over its machines from the smallest size up, and the rest at the on-demand price. */
export function fleetCharges(fleet: Fleet, t: number, day: Day, share_pct: bigint): Charge[] {
  const on = billDay(day, share_pct)
  let left = isActive(fleet, day) ? (fleet.reserved * HOURS_PER_DAY * MICRO * share_pct) / 100n : 0n
  const upfront = fleet.reservation.start === on.start ? [upfrontFee(fleet.reservation, day, fleet.reserved)] : []
  const used = fleet.sizes.flatMap((size, i) => {
    const quantity = (BigInt(fleet.running[t]?.[i] ?? 0) * HOURS_PER_DAY * MICRO * share_pct) / 100n
    // A reservation of a zone looks at the machines of that zone alone, which are listed first.
    const can = fleet.kind === 'zonal' && i > 0 ? 0n : left
    const covered = can >= quantity * size.units ? quantity : can / size.units
    left -= covered * size.units
    return [...(covered > 0n ? [coveredUse(fleet, size, covered, on)] : []), ...(quantity > covered ? [openUse(fleet, size, quantity - covered, on)] : [])]
  })
  return [...used, ...upfront]
}

/** Hours of machines that a reservation pays for; `on` is their day. */
export function coveredUse(fleet: Fleet, size: FleetSize, hours: bigint, on: BillDay): Charge {
  const { upfront, recurring } = unitPrice(fleet)
  return {
    ...openUse(fleet, size, hours, on),
    type: 'DiscountedUsage',
    unblended: 0n,
    effective: costOf(hours * size.units, upfront + recurring),
    pricing_term: 'Reserved',
    description: `${size.usage_type}, reserved instance applied`,
    reservation: fleet.reservation,
  }
}

/** Hours of machines at the on-demand price. */
export const openUse = (fleet: Fleet, size: FleetSize, hours: bigint, on: BillDay): Charge => usageCharge(meterOf(fleet, size), hours, on)

type BillDay = ReturnType<typeof billDay>

/** The fee of a reservation for a month, as it is billed on the first of its days there, with what nobody used on the days of the month so far. */
export function monthlyFee(fleet: Fleet, days: readonly { t: number; day: Day; share_pct: bigint }[]): Charge[] {
  const active = days.filter(({ day, share_pct }) => isActive(fleet, day) && share_pct > 0n)
  const [first] = active
  if (first === undefined || !(isFirstOfMonth(first.day) || fleet.reservation.start === startOfDay(first.day))) return []
  const price = unitPrice(fleet)
  const bought = active.reduce((sum, { share_pct }) => sum + (fleet.reserved * HOURS_PER_DAY * MICRO * share_pct) / 100n, 0n)
  const covered = active.flatMap(({ t, day, share_pct }) => fleetCharges(fleet, t, day, share_pct)).filter(({ type }) => type === 'DiscountedUsage')
  const hours = bought - covered.reduce((sum, { quantity, size_units = 1n }) => sum + quantity * size_units, 0n)
  const amortised = costOf(bought, price.upfront + price.recurring) - covered.reduce((sum, { effective }) => sum + effective, 0n)
  const upfront = costOf(hours, price.upfront)
  const until = startOfDay(firstOf(monthAfter(monthOf(first.day))))
  const end = until < fleet.reservation.end ? until : fleet.reservation.end
  const quantity = BigInt((toMs(end) - toMs(startOfDay(first.day))) / HOUR_MS) * fleet.reserved * MICRO
  return [
    {
      ...reservationCharge(fleet.reservation, first.day),
      end,
      quantity,
      rate: price.recurring,
      unblended: costOf(quantity, price.recurring),
      effective: amortised,
      unused: { upfront, recurring: amortised - upfront, hours },
      description: `$${fleet.reservation.recurring_hourly} hourly fee of ${fleet.reserved} reserved ${fleet.reservation.usage_type}`,
    },
  ]
}

function meterOf({ kind, reservation: r }: Fleet, size: FleetSize): Meter {
  const { account, region_id, product, operation, family } = r
  const line_id = [account, region_id, product, size.usage_type, operation, kind, size.zone ?? ''].join('|')
  return {
    ...NO_COMMITMENT,
    ...{ account, region_id, product, operation, family, line_id },
    type: 'Usage',
    usage_type: size.usage_type,
    unit: 'Hrs',
    resource_id: '',
    tags: tagsOf(line_id, account, r.team),
    description: `$${size.hourly} per Hrs`,
    rate: toUnits(size.hourly),
    discount_pct: '0',
    instance_type: /Usage:(.+)$/.exec(size.usage_type)?.[1] ?? '',
    pricing_term: 'OnDemand',
    ...(size.zone === null ? {} : { zone: size.zone }),
    ...(kind === 'regional' ? { size_units: size.units } : {}),
  }
}

/** What of all fleets was bought on each whole day. */
export function boughtOn(fleets: readonly Fleet[], days: readonly Day[]): Map<Day, Bought> {
  return new Map(
    days.map((day) => {
      const active = fleets.filter((fleet) => isActive(fleet, day))
      const sum = (of: (fleet: Fleet, hours: bigint) => bigint) =>
        active.reduce((total, fleet) => total + of(fleet, fleet.reserved * HOURS_PER_DAY * MICRO), 0n)
      return [
        day,
        {
          hours: sum((_, hours) => hours),
          upfront: sum((fleet, hours) => costOf(hours, unitPrice(fleet).upfront)),
          recurring: sum((fleet, hours) => costOf(hours, unitPrice(fleet).recurring)),
        },
      ]
    }),
  )
}

/** What it costs more a day that a reservation has ended: the on-demand price of what it covered less what it cost. */
export function lostPerDay(fleet: Fleet): number {
  const { upfront, recurring } = unitPrice(fleet)
  const [machine] = fleet.sizes
  const hourly = machine === undefined ? 0n : divide(toUnits(machine.hourly), machine.units)
  return Number(fleet.reserved * HOURS_PER_DAY * (hourly - upfront - recurring)) / 1e10
}
