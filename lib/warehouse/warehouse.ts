import { tenantNow } from '@/lib/identity/tenant-store'
import { dayOf } from '@/lib/kernel/time'
import { athenaBillFiles } from '@/lib/warehouse/athena/athena-bill-files'
import { athenaSource } from '@/lib/warehouse/athena/athena-source'
import { billFiles } from '@/lib/warehouse/bill/bill-files'
import { nearestFiles } from '@/lib/warehouse/bill/nearest-files'
import type { CostFilter } from '@/lib/warehouse/bill/place-sql'
import { type BegunCosts, begunCosts } from '@/lib/warehouse/queries/begun-costs'
import { breakdown } from '@/lib/warehouse/queries/breakdown'
import { budgetLines, type LineTerm } from '@/lib/warehouse/queries/budget-lines'
import { chargeEvents } from '@/lib/warehouse/queries/charge-events'
import { type ChargesAhead, chargesAhead } from '@/lib/warehouse/queries/charges-ahead'
import { type CommitmentCover, commitmentCover } from '@/lib/warehouse/queries/commitment-cover'
import { type CommitmentDays, commitmentDays } from '@/lib/warehouse/queries/commitment-days'
import { commitmentUse } from '@/lib/warehouse/queries/commitment-use'
import { costByDay, type DayCost } from '@/lib/warehouse/queries/cost-by-day'
import { type CostGroup, costGroups } from '@/lib/warehouse/queries/cost-groups'
import { dailySeries } from '@/lib/warehouse/queries/daily-series'
import { entities } from '@/lib/warehouse/queries/entities'
import { environments } from '@/lib/warehouse/queries/environments'
import { leafChanges } from '@/lib/warehouse/queries/leaf-changes'
import { lineItems } from '@/lib/warehouse/queries/line-items'
import { type MonthTotals, monthTotals } from '@/lib/warehouse/queries/month-totals'
import { resourceCosts } from '@/lib/warehouse/queries/resource-costs'
import { type BilledAround, resourceDays } from '@/lib/warehouse/queries/resource-days'
import { billedBefore } from '@/lib/warehouse/queries/resource-first-days'
import { namedDays, type ResourceSeries, resourceSeries } from '@/lib/warehouse/queries/resource-series'
import { type CountedCosts, seriesByGroup } from '@/lib/warehouse/queries/series-by-group'
import { dataVersion, parseDataVersion } from '@/lib/warehouse/versions/data-version'
import { currentManifests, manifestsOf } from '@/lib/warehouse/versions/manifest-store'
import type { Environment } from '@/schemas/action'
import type { BillEntities, BillManifest, Breakdown, LineItems, SeriesBatch, SeriesName } from '@/schemas/bill'
import { type BillMends, NO_MENDS } from '@/schemas/bill-mends'
import type { Windows } from '@/schemas/cost'
import type { BudgetLines } from '@/schemas/evidence/budget-lines'
import type { ChargeEvents, CommitmentUse, DailySeries, LeafChanges, ResourceCosts, Scope } from '@/schemas/evidence/cost'
import type { GroupBy, Grouping } from '@/schemas/frame'
import type { Currency } from '@/schemas/money'
import type { Day, DayRange, Instant } from '@/schemas/time'

/** The named questions a tenant's bill answers. Open one per task: all its answers are of the same `data_version`. Evidence bodies come unwrapped. */
export type Warehouse = {
  currency: Currency
  data_version: string
  manifests: readonly BillManifest[]
  /** Days with usage that have come, in order; the last may be partial. */
  coveredDays(): Promise<Day[]>
  isSettled(day: Day): boolean
  /** What the bill dates after today. */
  chargesAhead(): Promise<ChargesAhead | null>
  /** What the whole bill comes to by account, service and kind of charge. */
  monthTotals(): Promise<MonthTotals>
  /** The same bill without these defects. */
  mended(mends: BillMends): Warehouse
  dailySeries(scope: Scope, range: DayRange, series?: SeriesName): Promise<DailySeries>
  seriesByGroup(keys: readonly (keyof Scope)[], range: DayRange, counted?: CountedCosts): Promise<SeriesBatch>
  leafChanges(scope: Scope, windows: Windows): Promise<LeafChanges>
  chargeEvents(scope: Scope, windows: Windows): Promise<ChargeEvents>
  commitmentUse(scope: Scope, windows: Windows): Promise<CommitmentUse>
  /** What each commitment that the bill names paid for, place by place and day by day. */
  commitmentDays(range: DayRange): Promise<CommitmentDays[]>
  /** What commitments paid for in a place, or of single resources in it, and what they were left unused. */
  commitmentCover(scope: Scope, resource_ids: readonly string[] | null, range: DayRange): Promise<CommitmentCover>
  /** Null where there are too many combinations to tell. */
  budgetLines(scope: Scope, windows: Windows, terms: readonly LineTerm[]): Promise<BudgetLines | null>
  resourceCosts(scope: Scope, after: DayRange): Promise<ResourceCosts>
  /** Resources that began in some days, and in as many before a change. */
  begunCosts(scope: Scope, before: DayRange, since: DayRange): Promise<{ before: BegunCosts; since: BegunCosts }>
  resourceDays(ids: readonly string[], range: DayRange, since: Day): Promise<BilledAround>
  /** What single resources cost day by day. */
  resourceSeries(scope: Scope, ids: readonly string[], range: DayRange): Promise<ResourceSeries>
  /** The days on which the bill names any resource in a scope: on others nothing says that one of them cost nothing. */
  namedDays(scope: Scope, range: DayRange): Promise<Day[]>
  /** Those of these resources that may have been billed as anything before a day. */
  billedBefore(ids: readonly string[], day: Day): Promise<string[]>
  breakdown(scope: Scope, asked: { group_by: GroupBy; period: DayRange; limit?: number; series?: readonly SeriesName[] }): Promise<Breakdown>
  entities(): Promise<BillEntities>
  environments(): Promise<Environment[]>
  costGroups(filter: CostFilter, group_by: Grouping, range: DayRange): Promise<CostGroup[]>
  costByDay(filter: CostFilter, group_by: Grouping | null, range: DayRange): Promise<DayCost[]>
  lineItems(filter: CostFilter, period: DayRange, limit: number): Promise<LineItems>
}

/** The tenant's bill as it is now. `now` is the tenant's clock and decides which days are settled. Throws `not_found` before the first import. */
export async function openWarehouse(tenant_id: string, now?: Instant): Promise<Warehouse> {
  return warehouseOf(await currentManifests(tenant_id), now ?? (await tenantNow(tenant_id)))
}

/** The tenant's bill as it was: what a `data_version` on evidence or a plan names. */
export async function openWarehouseAt(tenant_id: string, data_version: string, now: Instant): Promise<Warehouse> {
  return warehouseOf(await manifestsOf(tenant_id, parseDataVersion(data_version)), now)
}

export function warehouseOf(manifests: readonly BillManifest[], now: Instant, mends: BillMends = NO_MENDS): Warehouse {
  const here = billFiles(manifests, now, mends)
  const athena = athenaSource()
  const files = athena === null ? here : athenaBillFiles(athena, manifests, now, mends)
  // Pages and questions read the local files where they are all there: Athena charges for every scan.
  const browsed = athena === null ? here : nearestFiles(here, files, manifests)
  return {
    currency: files.currency,
    data_version: dataVersion(manifests),
    manifests,
    coveredDays: files.covered,
    isSettled: files.is_settled,
    chargesAhead: () => chargesAhead(browsed, dayOf(now)),
    monthTotals: () => monthTotals(files),
    mended: (more) => warehouseOf(manifests, now, more),
    dailySeries: (scope, range, series) => dailySeries(files, scope, range, series),
    seriesByGroup: (keys, range, counted) => seriesByGroup(files, keys, range, counted),
    leafChanges: (scope, windows) => leafChanges(files, scope, windows),
    chargeEvents: (scope, windows) => chargeEvents(files, scope, windows),
    budgetLines: (scope, windows, terms) => budgetLines(files, scope, windows, terms),
    commitmentUse: (scope, windows) => commitmentUse(files, scope, windows),
    commitmentDays: (range) => commitmentDays(files, range),
    commitmentCover: (scope, resource_ids, range) => commitmentCover(files, scope, resource_ids, range),
    resourceCosts: (scope, after) => resourceCosts(files, scope, after),
    begunCosts: (scope, before, since) => begunCosts(files, scope, before, since),
    resourceDays: (ids, range, since) => resourceDays(files, ids, range, since),
    resourceSeries: (scope, ids, range) => resourceSeries(files, scope, ids, range),
    namedDays: (scope, range) => namedDays(files, scope, range),
    billedBefore: (ids, day) => billedBefore(files, ids, day),
    breakdown: (scope, asked) => breakdown(browsed, scope, asked),
    entities: () => entities(browsed),
    environments: () => environments(browsed),
    costGroups: (filter, group_by, range) => costGroups(browsed, filter, group_by, range),
    costByDay: (filter, group_by, range) => costByDay(browsed, filter, group_by, range),
    lineItems: (filter, period, limit) => lineItems(browsed, filter, period, limit),
  }
}
