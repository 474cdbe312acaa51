import {
  type CostExplorerClient,
  GetReservationCoverageCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationCommand,
} from '@aws-sdk/client-cost-explorer'
import type { Scope } from '@/schemas/evidence/cost-scope'
import type { DayRange } from '@/schemas/time'
import { filterOf } from './filter-of'
import { type AskPages, nextPage } from './paid-pages'
import { coverageScope, toCommitments } from './to-evidence'
import { WireReservationCoverage, WireReservationUtilization, WireSavingsPlansCoverage, WireSavingsPlansUtilization } from './wire'

/** Coverage and use of reservations and Savings Plans. One after the other: the service answers about one request a second, and the budget may end in between. */
export async function askCommitments(ce: CostExplorerClient, pages: AskPages, scope: Scope, window: DayRange) {
  const asked = { TimePeriod: { Start: window.start, End: window.end }, Granularity: 'DAILY' as const }
  const covered = { ...asked, ...filterOf(coverageScope(scope)) }
  const reservation_coverage = await pages('ce:GetReservationCoverage', WireReservationCoverage, async (token) => {
    const a = await ce.send(new GetReservationCoverageCommand({ ...covered, ...nextPage(token) }))
    return { items: a.CoveragesByTime, next: a.NextPageToken }
  })
  const reservation_utilization = await pages('ce:GetReservationUtilization', WireReservationUtilization, async (token) => {
    const a = await ce.send(new GetReservationUtilizationCommand({ ...asked, ...nextPage(token) }))
    return { items: a.UtilizationsByTime, next: a.NextPageToken }
  })
  const savings_plan_coverage = await pages('ce:GetSavingsPlansCoverage', WireSavingsPlansCoverage, async (token) => {
    const a = await ce.send(new GetSavingsPlansCoverageCommand({ ...covered, ...(token === undefined ? {} : { NextToken: token }) }))
    return { items: a.SavingsPlansCoverages, next: a.NextToken }
  })
  const savings_plan_utilization = await pages('ce:GetSavingsPlansUtilization', WireSavingsPlansUtilization, async () => {
    const a = await ce.send(new GetSavingsPlansUtilizationCommand(asked))
    return { items: a.SavingsPlansUtilizationsByTime ?? [], next: undefined }
  })
  return toCommitments(scope, window, { reservation_coverage, reservation_utilization, savings_plan_coverage, savings_plan_utilization })
}
