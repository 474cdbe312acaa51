import {
  CostExplorerClient,
  type Expression,
  GetAnomaliesCommand,
  GetCostAndUsageCommand,
  GetCostComparisonDriversCommand,
  GetReservationCoverageCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationCommand,
} from '@aws-sdk/client-cost-explorer'
import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { addDays } from '@/lib/kernel/time'
import { wordTable } from '@/lib/kernel/word-table'
import type { Scope } from '@/schemas/evidence/cost-scope'
import type { DayRange } from '@/schemas/time'
import type { Place } from '../cloud/call'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import type { AwsClients } from '../cloud/real/aws-clients'
import { monthsOf } from './months-of'
import type { CostExplorerPort, PayForPage } from './port'
import { coverageScope, toAnomalies, toCommitments, toCosts, toDrivers } from './to-evidence'
import {
  WireAnomalies,
  WireCosts,
  WireDrivers,
  WireReservationCoverage,
  WireReservationUtilization,
  WireSavingsPlansCoverage,
  WireSavingsPlansUtilization,
} from './wire'

// The service has one endpoint, in this region.
const REGION = 'us-east-1'
// A question that needs more pages than this is the wrong question.
const MOST_PAGES = 10
const DIMENSION = { sub_account_id: 'LINKED_ACCOUNT', service_name: 'SERVICE', region_id: 'REGION', usage_type: 'USAGE_TYPE' } as const
// One service of the bill that Cost Explorer counts as two. Source: values of its SERVICE dimension.
const SERVICES: Readonly<Record<string, string[]>> = wordTable({ 'Amazon Elastic Compute Cloud': ['Amazon Elastic Compute Cloud - Compute', 'EC2 - Other'] })

type Page = { items: unknown; next: string | undefined }

/** Cost Explorer of one account: reads only, one page at a time, each paid for before it is asked. A client that repeats a read would pay twice, so nothing is repeated. */
export function costExplorer(account_id: string, clients: (place: Place) => Promise<AwsClients>, pay: PayForPage): CostExplorerPort {
  // `write` is the client that sends once.
  const client = async () => (await clients({ account_id, region_id: REGION })).write(CostExplorerClient)

  async function pages<T extends z.ZodArray>(api: string, wire: T, ask: (token: string | undefined) => Promise<Page>): Promise<z.output<T>> {
    const all: unknown[] = []
    let token: string | undefined
    for (let n = 0; n < MOST_PAGES; n++) {
      await pay()
      const page = await ask(token).catch((error: unknown) => {
        throw noData(error) ? new NoData() : toFault(error, api)
      })
      all.push(...(parseAnswer(wire, page.items ?? [], api) as unknown[]))
      token = page.next
      if (token === undefined || token === '') return all as z.output<T>
    }
    throw new Fault('provider_down', `Cost Explorer has more than ${MOST_PAGES} pages for this (${api}): ask for fewer days`, { api })
  }
  const orNothing = async <T>(asked: Promise<T[]>): Promise<T[]> => {
    try {
      return await asked
    } catch (error) {
      if (error instanceof NoData) return []
      throw error
    }
  }
  const period = (window: DayRange) => ({ Start: window.start, End: window.end })

  return {
    connector: 'cost-explorer',
    async costs(scope, window) {
      const ce = await client()
      const Filter = filterOf(scope)
      const found = await orNothing(
        pages('ce:GetCostAndUsage', WireCosts, async (NextPageToken) => {
          const answer = await ce.send(
            new GetCostAndUsageCommand({
              TimePeriod: period(window),
              Granularity: 'DAILY',
              Metrics: ['AmortizedCost'],
              ...(Filter === undefined ? {} : { Filter }),
              ...(NextPageToken === undefined ? {} : { NextPageToken }),
            }),
          )
          return { items: answer.ResultsByTime, next: answer.NextPageToken }
        }),
      )
      return toCosts(scope, window, found)
    },
    async commitments(scope, window) {
      const ce = await client()
      const Filter = filterOf(coverageScope(scope))
      const covered = Filter === undefined ? {} : { Filter }
      const asked = { TimePeriod: period(window), Granularity: 'DAILY' as const }
      // One after the other: the service answers about one request a second, and the budget may end in between.
      const reservation_coverage = await orNothing(
        pages('ce:GetReservationCoverage', WireReservationCoverage, async (NextPageToken) => {
          const a = await ce.send(new GetReservationCoverageCommand({ ...asked, ...covered, ...(NextPageToken === undefined ? {} : { NextPageToken }) }))
          return { items: a.CoveragesByTime, next: a.NextPageToken }
        }),
      )
      const reservation_utilization = await orNothing(
        pages('ce:GetReservationUtilization', WireReservationUtilization, async (NextPageToken) => {
          const a = await ce.send(new GetReservationUtilizationCommand({ ...asked, ...(NextPageToken === undefined ? {} : { NextPageToken }) }))
          return { items: a.UtilizationsByTime, next: a.NextPageToken }
        }),
      )
      const savings_plan_coverage = await orNothing(
        pages('ce:GetSavingsPlansCoverage', WireSavingsPlansCoverage, async (NextToken) => {
          const a = await ce.send(new GetSavingsPlansCoverageCommand({ ...asked, ...covered, ...(NextToken === undefined ? {} : { NextToken }) }))
          return { items: a.SavingsPlansCoverages, next: a.NextToken }
        }),
      )
      const savings_plan_utilization = await orNothing(
        pages('ce:GetSavingsPlansUtilization', WireSavingsPlansUtilization, async () => {
          const a = await ce.send(new GetSavingsPlansUtilizationCommand(asked))
          return { items: a.SavingsPlansUtilizationsByTime, next: undefined }
        }),
      )
      return toCommitments(scope, window, { reservation_coverage, reservation_utilization, savings_plan_coverage, savings_plan_utilization })
    },
    async drivers(scope, day) {
      const ce = await client()
      const Filter = filterOf(scope)
      const { baseline, comparison, period: of } = monthsOf(day)
      const found = await orNothing(
        pages('ce:GetCostComparisonDrivers', WireDrivers, async (NextPageToken) => {
          const a = await ce.send(
            new GetCostComparisonDriversCommand({
              BaselineTimePeriod: of(baseline),
              ComparisonTimePeriod: of(comparison),
              MetricForComparison: 'AmortizedCost',
              ...(Filter === undefined ? {} : { Filter }),
              ...(NextPageToken === undefined ? {} : { NextPageToken }),
            }),
          )
          return { items: a.CostComparisonDrivers, next: a.NextPageToken }
        }),
      )
      return toDrivers(scope, { baseline, comparison }, found)
    },
    async anomalies(window) {
      const ce = await client()
      // Both days of this one are inclusive, unlike every other period.
      const DateInterval = { StartDate: window.start, EndDate: addDays(window.end, -1) }
      const found = await orNothing(
        pages('ce:GetAnomalies', WireAnomalies, async (NextPageToken) => {
          const a = await ce.send(new GetAnomaliesCommand({ DateInterval, MaxResults: 100, ...(NextPageToken === undefined ? {} : { NextPageToken }) }))
          return { items: a.Anomalies, next: a.NextPageToken }
        }),
      )
      return toAnomalies(account_id, window, found)
    },
  }
}

/** The service answers a question about days without any such cost with an error. That is nothing found. */
class NoData extends Error {}
const noData = (error: unknown): boolean => error instanceof Error && error.name === 'DataUnavailableException'

/** Owner is a tag of ours and not a dimension; an empty value has no dimension value either. */
function filterOf(scope: Scope): Expression | undefined {
  const parts = Object.entries(DIMENSION).flatMap(([key, Key]): Expression[] => {
    const value = scope[key as keyof typeof DIMENSION]
    return value === undefined || value === '' ? [] : [{ Dimensions: { Key, Values: SERVICES[value] ?? [value] } }]
  })
  return parts.length > 1 ? { And: parts } : parts[0]
}
