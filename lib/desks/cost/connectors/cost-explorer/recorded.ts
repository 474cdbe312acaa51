import type { DayRange } from '@/schemas/time'
import { monthsOf } from './months-of'
import type { CostExplorerPort, PayForPage } from './port'
import { toAnomalies, toCommitments, toCosts, toDrivers } from './to-evidence'
import {
  WireAnomalies,
  WireCosts,
  WireDrivers,
  WireReservationCoverage,
  WireReservationUtilization,
  WireSavingsPlansCoverage,
  WireSavingsPlansUtilization,
} from './wire'

export type Recording = {
  costs: unknown
  reservation_coverage: unknown
  reservation_utilization: unknown
  savings_plan_coverage: unknown
  savings_plan_utilization: unknown
  anomalies: unknown
  drivers: unknown
}

const within = <T extends { TimePeriod: { Start: string } }>(list: T[], window: DayRange): T[] =>
  list.filter(({ TimePeriod }) => TimePeriod.Start >= window.start && TimePeriod.Start < window.end)

/** Answers from a recording, each counted as one page. */
export const recordedCostExplorer = (account_id: string, r: Recording, pay: PayForPage): CostExplorerPort => ({
  connector: 'recorded-cost-explorer',
  async costs(scope, window) {
    await pay()
    return toCosts(scope, window, within(WireCosts.parse(r.costs), window))
  },
  async commitments(scope, window) {
    for (let n = 0; n < 4; n++) await pay()
    return toCommitments(scope, window, {
      reservation_coverage: WireReservationCoverage.parse(r.reservation_coverage),
      reservation_utilization: WireReservationUtilization.parse(r.reservation_utilization),
      savings_plan_coverage: WireSavingsPlansCoverage.parse(r.savings_plan_coverage),
      savings_plan_utilization: WireSavingsPlansUtilization.parse(r.savings_plan_utilization),
    })
  },
  async drivers(scope, day) {
    await pay()
    const { baseline, comparison } = monthsOf(day)
    return toDrivers(scope, { baseline, comparison }, WireDrivers.parse(r.drivers))
  },
  async anomalies(window) {
    await pay()
    return toAnomalies(account_id, window, WireAnomalies.parse(r.anomalies))
  },
})
