import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { idleOnTheBill } from '@/lib/desks/cost/connectors/waste/idle-on-the-bill'
import { makeEvidence } from '@/lib/evidence/make'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Windows } from '@/schemas/cost'
import type { ResourceCosts, Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WasteFindings } from '@/schemas/evidence/waste'
import type { Instant } from '@/schemas/time'
import { asked } from './asked'
import { containerEvidence } from './collect-containers'
import { readSwept } from './live-targets'
import type { Sources } from './sources'
import { recentSweep, recentTrend } from './sweep-waste'

type Question = {
  tenant_id: string
  scope: Scope
  windows: Windows
  costs: ResourceCosts
  /** Whether the bill shows commitments in the scope. */
  has_commitments: boolean
  warehouse: Warehouse
  cloud: CloudPort | null
  now: Instant
}

/** What sources beside the bill and the account say about one anomaly, as far as each of them is about its account. */
export async function collectOutside(q: Question, sources: Sources): Promise<Evidence[]> {
  const { waste, allocation, driver, cost_explorer, budgets, tags } = sources
  const { scope, windows, now } = q
  const { sub_account_id, region_id } = scope
  const source = (connector: string, query: string) => ({ connector, query, data_version: null, retrieved_at: now })
  const found: Evidence[] = []
  if (waste !== null && sub_account_id !== undefined && region_id !== undefined && waste.covers({ account_id: sub_account_id, region_id })) {
    found.push(
      ...(await asked('waste', async () => {
        const sweep = await recentSweep(q.tenant_id, waste, { account_id: sub_account_id, region_id }, now)
        const { source: from, completeness, gaps } = sweep
        const body = idleOnTheBill(WasteFindings.parse(sweep.body), q.costs)
        return readSwept(q.cloud, makeEvidence({ source: from, body, completeness, gaps }), body, now)
      })),
    )
    found.push(...(await asked('trend', async () => [await recentTrend(q.tenant_id, waste, { account_id: sub_account_id, region_id }, now)])))
  }
  if (allocation !== null && allocation.account_id === sub_account_id)
    found.push(
      ...(await asked('allocation', async () => {
        const body = await allocation.allocation(windows, machineCosts(q.costs))
        const gaps = body.bill_ratio === null ? ['the bill names none of the machines of the cluster'] : []
        const query = `allocation(${body.cluster}, ${windows.before.start}..${windows.after.end})`
        return [makeEvidence({ source: source(allocation.connector, query), body, gaps, completeness: gaps.length === 0 ? 1 : 0.6 })]
      })),
    )
  if (allocation !== null && allocation.account_id === sub_account_id && q.cloud !== null)
    found.push(...(await containerEvidence(q.cloud, allocation, { account_id: sub_account_id, region_id: region_id ?? '' }, now)))
  if (driver !== null)
    found.push(
      ...(await asked('driver', async () => {
        const range = { start: windows.before.start, end: windows.after.end }
        const [{ days, gaps }, cost] = await Promise.all([driver.daily(range), q.warehouse.dailySeries(scope, range)])
        const daily_cost = cost.points.map((p) => ({ day: p.day, value: p.effective_cost }))
        const body = { kind: 'business.driver' as const, name: driver.name, unit: driver.unit, ...windows, daily: days, daily_cost }
        const query = `driver(${driver.name}, ${range.start}..${range.end})`
        return days.length === 0 ? [] : [makeEvidence({ source: source(driver.connector, query), body, gaps, completeness: gaps.length === 0 ? 1 : 0.6 })]
      })),
    )
  if (budgets !== null && (sub_account_id === undefined || budgets.account_id === sub_account_id))
    found.push(
      ...(await asked('budgets', async () => {
        const { body, gaps } = await budgets.status()
        return [makeEvidence({ source: source(budgets.connector, `budgets(${budgets.account_id})`), body, gaps, completeness: gaps.length === 0 ? 1 : 0.9 })]
      })),
    )
  if (tags !== null)
    for (const [place, arns] of namedIn(q.costs, tags.covers))
      found.push(
        ...(await asked('tags', async () => {
          const { body, gaps } = await tags.tagsOf(place, arns)
          const query = `tags(${place.account_id}/${place.region_id}, ${arns.length} resources)`
          return [makeEvidence({ source: source(tags.connector, query), body, gaps, completeness: gaps.length === 0 ? 1 : 0.9 })]
        })),
      )
  if (cost_explorer !== null)
    found.push(
      ...(await asked('cost_explorer', async () => {
        const body = await cost_explorer.anomalies(windows.after)
        return [makeEvidence({ source: source(cost_explorer.connector, `anomalies(${windows.after.start}..${windows.after.end})`), body })]
      })),
      ...(await asked('cost_explorer', async () => {
        const body = await cost_explorer.drivers(scope, windows.after.start)
        return [makeEvidence({ source: source(cost_explorer.connector, `drivers(${body.baseline}, ${body.comparison})`), body })]
      })),
      // Four pages: only where the bill shows a commitment that they could be about.
      ...(q.has_commitments
        ? await asked('cost_explorer', async () => {
            const range = { start: windows.before.start, end: windows.after.end }
            const body = await cost_explorer.commitments(scope, range)
            const of = `${scope.sub_account_id ?? 'all accounts'}/${scope.region_id ?? 'all regions'}`
            return [makeEvidence({ source: source(cost_explorer.connector, `commitments(${of}, ${range.start}..${range.end})`), body })]
          })
        : []),
    )
  return found
}

/** ARNs on the bill that no inventory of ours reads, by account and region. */
function namedIn({ resources }: ResourceCosts, covers: (place: Place) => boolean): [Place, string[]][] {
  const by_place = new Map<string, { place: Place; arns: Set<string> }>()
  for (const { resource_id } of resources) {
    const [, service = '', region_id = '', account_id = ''] = /^arn:[^:]+:([^:]+):([^:]*):(\d{12}):/.exec(resource_id) ?? []
    const place = { account_id, region_id }
    if (account_id === '' || !covers(place) || (service === 'ec2' && /:(?:instance|volume)\//.test(resource_id))) continue
    const key = `${account_id}/${region_id}`
    const known = by_place.get(key) ?? { place, arns: new Set<string>() }
    by_place.set(key, { ...known, arns: known.arns.add(resource_id) })
  }
  return [...by_place].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { place, arns }]) => [place, [...arns].sort()])
}

/** Cost per day of the machines that the bill names, by instance id. */
const machineCosts = ({ resources }: ResourceCosts): Record<string, string> =>
  Object.fromEntries(
    resources.flatMap((r) => {
      const id = /(?:^|\/)(i-[0-9a-f]+)$/.exec(r.resource_id)?.[1]
      return id === undefined ? [] : [[id, r.effective_cost_per_day]]
    }),
  )
