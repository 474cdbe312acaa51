import { addDays } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import type { Charge } from '../charge'
import { fromUnits } from '../units'

type Period = { Start: Day; End: Day }
export type CoverageDay = {
  TimePeriod: Period
  Coverage: { SpendCoveredBySavingsPlans: string; OnDemandCost: string; TotalCost: string; CoveragePercentage: string }
}
export type UtilizationDay = {
  TimePeriod: Period
  Utilization: { TotalCommitment: string; UsedCommitment: string; UnusedCommitment: string; UtilizationPercentage: string }
}

// Usage that a compute plan may pay for.
const ELIGIBLE = /BoxUsage|Fargate|Lambda-GB/
const HUNDREDTHS_OF_PCT = 10_000n

/**
 * The answers of GetSavingsPlansCoverage and GetSavingsPlansUtilization to the same charges, by day. Covered spend is at the on-demand price, commitments as
 * they were paid; percentages are text from 0 to 100. A day without a plan has coverage of nothing and no utilization.
 */
export function savingsPlansDays(charges: Iterable<Charge>): { coverage: CoverageDay[]; utilization: UtilizationDay[] } {
  const days = new Map<Day, { covered: bigint; open: bigint; total: bigint; used: bigint }>()
  for (const charge of charges) {
    const day = charge.start.slice(0, 10)
    const sum = days.get(day) ?? { covered: 0n, open: 0n, total: 0n, used: 0n }
    days.set(day, sum)
    if (charge.type === 'SavingsPlanCoveredUsage') sum.covered += charge.list
    if (charge.type === 'Usage' && charge.pricing_term !== 'Spot' && ELIGIBLE.test(charge.usage_type)) sum.open += charge.list
    sum.total += charge.commitment?.total ?? 0n
    sum.used += charge.commitment?.used ?? 0n
  }
  const all = [...days].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    coverage: all.map(([day, { covered, open }]) => ({
      TimePeriod: { Start: day, End: addDays(day, 1) },
      Coverage: {
        SpendCoveredBySavingsPlans: fromUnits(covered),
        OnDemandCost: fromUnits(open),
        TotalCost: fromUnits(covered + open),
        CoveragePercentage: pct(covered, covered + open),
      },
    })),
    utilization: all.flatMap(([day, { total, used }]) =>
      total === 0n
        ? []
        : [
            {
              TimePeriod: { Start: day, End: addDays(day, 1) },
              Utilization: {
                TotalCommitment: fromUnits(total),
                UsedCommitment: fromUnits(used),
                UnusedCommitment: fromUnits(total - used),
                UtilizationPercentage: pct(used, total),
              },
            },
          ],
    ),
  }
}

const pct = (part: bigint, whole: bigint): string => (whole === 0n ? '0' : String(Number((part * HUNDREDTHS_OF_PCT) / whole) / 100))
