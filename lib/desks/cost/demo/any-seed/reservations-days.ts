import { addDays } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import type { Charge } from '../charge'
import { fromMicro, fromUnits, toUnits } from '../units'

type Period = { Start: Day; End: Day }
export type ReservationCoverageDay = {
  TimePeriod: Period
  Total: {
    CoverageHours: { OnDemandHours: string; ReservedHours: string; TotalRunningHours: string; CoverageHoursPercentage: string }
    CoverageCost: { OnDemandCost: string }
  }
}
export type ReservationUseDay = {
  TimePeriod: Period
  Total: Record<
    | 'UtilizationPercentage'
    | 'PurchasedHours'
    | 'TotalActualHours'
    | 'UnusedHours'
    | 'OnDemandCostOfRIHoursUsed'
    | 'NetRISavings'
    | 'AmortizedUpfrontFee'
    | 'AmortizedRecurringFee'
    | 'TotalAmortizedFee'
    | 'RICostForUnusedHours',
    string
  >
}
/** What was bought of reservations on a day: hours of a reserved unit in millionths, and what they cost. */
export type Bought = { hours: bigint; upfront: bigint; recurring: bigint }

// Machines that a reservation may pay for.
const ELIGIBLE = /BoxUsage|InstanceUsage/
const HUNDREDTHS_OF_PCT = 10_000n

/**
 * The answers of GetReservationCoverage and GetReservationUtilization to the same charges, by day. Hours of coverage are those of machines; hours of use are those of
 * a reserved unit, which of a reservation of any size is a unit of size. Percentages are text from 0 to 100.
 */
export function reservationsDays(
  charges: Iterable<Charge>,
  bought: ReadonlyMap<Day, Bought>,
): { coverage: ReservationCoverageDay[]; utilization: ReservationUseDay[] } {
  const days = new Map<Day, { open: bigint; open_cost: bigint; covered: bigint; list: bigint; used: bigint; cost: bigint }>()
  for (const { start, type, usage_type, pricing_term, quantity, size_units = 1n, list, effective, unit } of charges) {
    const day = start.slice(0, 10)
    const sum = days.get(day) ?? { open: 0n, open_cost: 0n, covered: 0n, list: 0n, used: 0n, cost: 0n }
    days.set(day, sum)
    if (type === 'Usage' && unit === 'Hrs' && pricing_term !== 'Spot' && ELIGIBLE.test(usage_type)) {
      sum.open += quantity
      sum.open_cost += list
    }
    if (type !== 'DiscountedUsage') continue
    sum.covered += quantity
    sum.used += quantity * size_units
    sum.list += list
    sum.cost += effective
  }
  const all = [...days].sort(([a], [b]) => (a < b ? -1 : 1))
  const period = (day: Day): Period => ({ Start: day, End: addDays(day, 1) })
  return {
    coverage: all.map(([day, { open, open_cost, covered }]) => ({
      TimePeriod: period(day),
      Total: {
        CoverageHours: {
          OnDemandHours: fromMicro(open),
          ReservedHours: fromMicro(covered),
          TotalRunningHours: fromMicro(open + covered),
          CoverageHoursPercentage: pct(covered, open + covered),
        },
        CoverageCost: { OnDemandCost: fromUnits(open_cost) },
      },
    })),
    utilization: all.flatMap(([day, { list, used, cost }]) => {
      const { hours, upfront, recurring } = bought.get(day) ?? { hours: 0n, upfront: 0n, recurring: 0n }
      if (hours === 0n) return []
      return [
        {
          TimePeriod: period(day),
          Total: {
            UtilizationPercentage: pct(used, hours),
            PurchasedHours: fromMicro(hours),
            TotalActualHours: fromMicro(used),
            UnusedHours: fromMicro(hours - used),
            OnDemandCostOfRIHoursUsed: fromUnits(list),
            NetRISavings: fromUnits(list - upfront - recurring),
            AmortizedUpfrontFee: fromUnits(upfront),
            AmortizedRecurringFee: fromUnits(recurring),
            TotalAmortizedFee: fromUnits(upfront + recurring),
            RICostForUnusedHours: fromUnits(upfront + recurring - cost),
          },
        },
      ]
    }),
  }
}

const pct = (part: bigint, whole: bigint): string => (whole === 0n ? '0' : fromUnits((part * HUNDREDTHS_OF_PCT * toUnits('0.01')) / whole))
