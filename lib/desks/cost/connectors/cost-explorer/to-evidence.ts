import type { z } from 'zod'
import { add, big, subtract, toDecimal } from '@/lib/kernel/money'
import { clamp, round6 } from '@/lib/kernel/stats'
import { daysIn } from '@/lib/kernel/time'
import type { Scope } from '@/schemas/evidence/cost-scope'
import type { ProviderAnomalies, ProviderCommitments, ProviderCosts, ProviderDrivers } from '@/schemas/evidence/outside'
import type { DayRange, Month } from '@/schemas/time'
import type {
  WireAnomalies,
  WireCosts,
  WireDrivers,
  WireReservationCoverage,
  WireReservationUtilization,
  WireSavingsPlansCoverage,
  WireSavingsPlansUtilization,
} from './wire'

const dayOf = (text: string): string => text.slice(0, 10)

export function toCosts(scope: Scope, window: DayRange, answer: z.output<typeof WireCosts>): ProviderCosts {
  const days = answer.flatMap(({ TimePeriod, Total, Estimated }) => {
    const cost = Total['AmortizedCost']
    if (cost === undefined) return []
    return [{ day: dayOf(TimePeriod.Start), amortized_cost: toDecimal(big(cost.Amount)), is_estimated: Estimated === true, unit: cost.Unit }]
  })
  return { kind: 'cost.provider_costs', scope, currency: days[0]?.unit ?? 'USD', window, days: days.map(({ unit: _, ...day }) => day) }
}

/** What coverage is asked of: services and usage types have other names there, and one commitment covers several. */
export const coverageScope = ({ sub_account_id, region_id }: Scope): Scope => ({
  ...(sub_account_id === undefined || sub_account_id === '' ? {} : { sub_account_id }),
  ...(region_id === undefined || region_id === '' ? {} : { region_id }),
})

type Commitments = {
  reservation_coverage: z.output<typeof WireReservationCoverage>
  reservation_utilization: z.output<typeof WireReservationUtilization>
  savings_plan_coverage: z.output<typeof WireSavingsPlansCoverage>
  savings_plan_utilization: z.output<typeof WireSavingsPlansUtilization>
}

const isSome = (text: string | null | undefined): boolean => text !== null && text !== undefined && Number(text) > 0

/** Where nothing ran or nothing was bought there is no ratio: the service writes "0", which would read as a coverage that was lost. */
export function toCommitments(scope: Scope, window: DayRange, c: Commitments): ProviderCommitments {
  const at = <T extends { TimePeriod: { Start: string } }>(list: T[], day: string): T | undefined => list.find((x) => dayOf(x.TimePeriod.Start) === day)
  const share = (value: number | null | undefined, has_base: boolean): number | null => (has_base && value != null ? round6(clamp(value, 0, 1)) : null)
  return {
    kind: 'cost.provider_commitments',
    window,
    coverage_scope: coverageScope(scope),
    days: daysIn(window.start, window.end).map((day) => {
      const hours = at(c.reservation_coverage, day)?.Total?.CoverageHours
      const reserved = at(c.reservation_utilization, day)?.Total
      const covered = at(c.savings_plan_coverage, day)?.Coverage
      const used = at(c.savings_plan_utilization, day)?.Utilization
      return {
        day,
        reservation_coverage_ratio: share(hours?.CoverageHoursPercentage, isSome(hours?.TotalRunningHours)),
        reservation_utilization_ratio: share(reserved?.UtilizationPercentage, isSome(reserved?.PurchasedHours)),
        savings_plan_coverage_ratio: share(covered?.CoveragePercentage, isSome(covered?.TotalCost)),
        savings_plan_utilization_ratio: share(used?.UtilizationPercentage, isSome(used?.TotalCommitment)),
      }
    }),
  }
}

/** Drivers of all selectors by type and name: one that several name is one, with their sum. */
export function toDrivers(scope: Scope, months: { baseline: Month; comparison: Month }, answer: z.output<typeof WireDrivers>): ProviderDrivers {
  const sums = new Map<string, { type: string; name: string; was: string; is: string; unit: string }>()
  for (const { Type: type, Name: name, Metrics } of answer.flatMap((a) => a.CostDrivers ?? [])) {
    const cost = Metrics['AmortizedCost']
    if (cost === undefined) continue
    const key = `${type}\n${name}`
    const known = sums.get(key) ?? { type, name, was: '0', is: '0', unit: cost.Unit }
    sums.set(key, {
      ...known,
      was: add(known.was, toDecimal(big(cost.BaselineTimePeriodAmount))),
      is: add(known.is, toDecimal(big(cost.ComparisonTimePeriodAmount))),
    })
  }
  const drivers = [...sums.values()]
    .map(({ type, name, was, is }) => ({ type, name, baseline_cost: was, comparison_cost: is, difference: subtract(is, was) }))
    .sort((a, b) => big(b.difference).abs().cmp(big(a.difference).abs()) || (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1))
  return { kind: 'cost.provider_drivers', scope, ...months, currency: [...sums.values()][0]?.unit ?? 'USD', drivers }
}

export const toAnomalies = (account_id: string, window: DayRange, answer: z.output<typeof WireAnomalies>): ProviderAnomalies => ({
  kind: 'cost.provider_anomalies',
  window,
  account_id,
  anomalies: answer
    .map((a) => ({
      anomaly_id: a.AnomalyId,
      start: dayOf(a.AnomalyStartDate),
      end: a.AnomalyEndDate == null ? null : dayOf(a.AnomalyEndDate),
      total_impact: toDecimal(big(String(a.Impact.TotalImpact ?? a.Impact.MaxImpact)).round(6)),
      answer: a.Feedback ?? null,
      causes: (a.RootCauses ?? []).map((r) => ({ service_name: r.Service, region_id: r.Region, sub_account_id: r.LinkedAccount, usage_type: r.UsageType })),
    }))
    .sort((a, b) => (`${a.start} ${a.anomaly_id}` < `${b.start} ${b.anomaly_id}` ? -1 : 1)),
})
