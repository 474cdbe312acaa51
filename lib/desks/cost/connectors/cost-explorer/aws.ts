import { CostExplorerClient, GetAnomaliesCommand, GetCostAndUsageCommand, GetCostComparisonDriversCommand } from '@aws-sdk/client-cost-explorer'
import { addDays } from '@/lib/kernel/time'
import type { Place } from '../cloud/call'
import type { AwsClients } from '../cloud/real/aws-clients'
import { askCommitments } from './ask-commitments'
import { filterOf } from './filter-of'
import { monthsOf } from './months-of'
import { nextPage, paidPages } from './paid-pages'
import type { CostExplorerPort, PayForPage } from './port'
import { toAnomalies, toCosts, toDrivers } from './to-evidence'
import { WireAnomalies, WireCosts, WireDrivers } from './wire'

// The service has one endpoint, in this region.
const REGION = 'us-east-1'

/** Cost Explorer of one account: reads only, one page at a time, each paid for before it is asked. A client that repeats a read would pay twice, so nothing is repeated. */
export function costExplorer(account_id: string, clients: (place: Place) => Promise<AwsClients>, pay: PayForPage): CostExplorerPort {
  // `write` is the client that sends once.
  const client = async () => (await clients({ account_id, region_id: REGION })).write(CostExplorerClient)
  const pages = paidPages(pay)
  return {
    connector: 'cost-explorer',
    async costs(scope, window) {
      const ce = await client()
      const asked = { TimePeriod: { Start: window.start, End: window.end }, Granularity: 'DAILY' as const, Metrics: ['AmortizedCost'], ...filterOf(scope) }
      const found = await pages('ce:GetCostAndUsage', WireCosts, async (token) => {
        const a = await ce.send(new GetCostAndUsageCommand({ ...asked, ...nextPage(token) }))
        return { items: a.ResultsByTime, next: a.NextPageToken }
      })
      return toCosts(scope, window, found)
    },
    commitments: async (scope, window) => askCommitments(await client(), pages, scope, window),
    async drivers(scope, day) {
      const ce = await client()
      const { baseline, comparison, period: of } = monthsOf(day)
      const asked = { BaselineTimePeriod: of(baseline), ComparisonTimePeriod: of(comparison), MetricForComparison: 'AmortizedCost', ...filterOf(scope) }
      const found = await pages('ce:GetCostComparisonDrivers', WireDrivers, async (token) => {
        const a = await ce.send(new GetCostComparisonDriversCommand({ ...asked, ...nextPage(token) }))
        return { items: a.CostComparisonDrivers ?? [], next: a.NextPageToken }
      })
      return toDrivers(scope, { baseline, comparison }, found)
    },
    async anomalies(window) {
      const ce = await client()
      // Both days of this one are inclusive, unlike every other period.
      const DateInterval = { StartDate: window.start, EndDate: addDays(window.end, -1) }
      const found = await pages('ce:GetAnomalies', WireAnomalies, async (token) => {
        const a = await ce.send(new GetAnomaliesCommand({ DateInterval, MaxResults: 100, ...nextPage(token) }))
        return { items: a.Anomalies, next: a.NextPageToken }
      })
      return toAnomalies(account_id, window, found)
    },
  }
}
