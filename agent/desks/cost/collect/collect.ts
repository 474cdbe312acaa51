import { type Connections, connectionsOf } from '@/agent/desks/cost/connect/connections'
import { sourcesOf } from '@/agent/desks/cost/connect/sources'
import { firstBilled } from '@/agent/desks/cost/watch/first-billed'
import { mendedBill } from '@/agent/desks/cost/watch/mended-bill'
import { windowsFor } from '@/lib/desks/cost/attribute/windows-for'
import { instanceEvidence, volumeEvidence } from '@/lib/desks/cost/connectors/cloud/to-evidence'
import { makeEvidence } from '@/lib/evidence/make'
import { getTenant } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import { round6 } from '@/lib/kernel/stats'
import { addDays, daysIn } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import { InstanceInventory } from '@/schemas/evidence/cloud'
import type { ResourceCosts, Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { DayRange, Instant } from '@/schemas/time'
import { asked } from './asked'
import { bucketEvidence } from './collect-buckets'
import { databaseEvidence } from './collect-databases'
import { sizeEvidence } from './collect-instance-sizes'
import { collectOutside } from './collect-outside'
import { resourceChanges } from './resource-changes'
import { triageSettings } from './triage-settings'

// Deploys up to a day before the onset may have caused it, and some hours after it the onset may have been seen late.
const CHANGES_BEFORE_DAYS = 3
const CHANGES_AFTER_DAYS = 1
// As many as the bill lists for one scope; the planner needs no more.
const MAX_RESOURCES = 50

/** Asks the bill, the cloud account and the change log about one anomaly. A source that cannot be asked is left out, and the rules say what is missing. */
export async function collectEvidence(c: Case, now: Instant): Promise<Evidence[]> {
  const anomaly = c.cost?.anomaly
  invariant(anomaly, `case ${c.case_id} has no anomaly`)
  const windows = windowsFor(anomaly)
  const { scope } = anomaly
  const { bill: warehouse, mended } = await mendedBill(c, { start: windows.before.start, end: windows.after.end }, now)
  const completeness = settledShare(warehouse, windows.after)
  const gaps = [...(completeness === 1 ? [] : ['some of the days since the onset may still be restated']), ...mended]
  const wrap = (query: string, body: { kind: string }): Evidence =>
    makeEvidence({
      source: {
        connector: 'bill',
        query: `${query}(${scopeText(scope)}, ${windows.before.start}..${windows.after.end}${mended.length === 0 ? '' : ', mended'})`,
        data_version: warehouse.data_version,
        retrieved_at: now,
      },
      body,
      completeness,
      gaps,
    })
  // The slowest first; who is connected is looked up while the bill is read.
  const [leaves, commitments, resources, charges, { tenant, connections }] = await Promise.all([
    warehouse.leafChanges(scope, windows),
    warehouse.commitmentUse(scope, windows),
    warehouse.resourceCosts(scope, windows.after),
    warehouse.chargeEvents(scope, windows),
    getTenant(c.tenant_id).then(async (tenant) => ({ tenant, connections: await connectionsOf(tenant) })),
  ])
  const { cloud } = connections
  const [billed, became, changed, inventory, outside, settings] = await Promise.all([
    firstBilled(warehouse, anomaly, leaves),
    resourceChanges(warehouse, anomaly, windows, resources),
    changeEvidence(connections, scope, anomaly.first_day, now),
    inventoryEvidence(connections, resources, now),
    collectOutside(
      { tenant_id: c.tenant_id, scope, windows, costs: resources, has_commitments: commitments.commitments.length > 0, warehouse, cloud, now },
      sourcesOf(tenant),
    ),
    triageSettings(c, tenant, now),
  ])
  return [
    wrap('leaf_changes', leaves),
    wrap('charge_events', charges),
    wrap('commitment_use', commitments),
    wrap('resource_costs', resources),
    ...(billed === null ? [] : [wrap('first_billed', billed)]),
    ...(became === null ? [] : [wrap('resource_changes', became)]),
    ...changed,
    ...inventory,
    ...outside,
    ...settings,
  ]
}

function settledShare(warehouse: Warehouse, after: DayRange): number {
  const days = daysIn(after.start, after.end)
  return days.length === 0 ? 1 : round6(days.filter((day) => warehouse.isSettled(day)).length / days.length)
}

const scopeText = (scope: Scope): string =>
  Object.entries(scope)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ') || 'all'

/** Deploys and configuration changes near a day; nothing where no change log is connected or it did not answer. */
export async function changeEvidence({ changes }: Connections, scope: Scope, first_day: string, now: Instant): Promise<Evidence[]> {
  if (changes === null) return []
  const window = { start: addDays(first_day, -CHANGES_BEFORE_DAYS), end: addDays(first_day, CHANGES_AFTER_DAYS + 1) }
  const accounts = scope.sub_account_id === undefined ? [] : [scope.sub_account_id]
  return await asked('changes', async () => {
    const body = await changes.events(window, accounts)
    return [
      makeEvidence({
        source: {
          connector: changes.connector,
          query: `events(${accounts.join(' ') || 'all'}, ${window.start}..${window.end})`,
          data_version: null,
          retrieved_at: now,
        },
        body,
      }),
    ]
  })
}

/** Live state of the instances and volumes that the bill names, per account and region. */
async function inventoryEvidence({ cloud }: Connections, costs: ResourceCosts, now: Instant): Promise<Evidence[]> {
  if (cloud === null) return []
  const found: Evidence[] = []
  for (const [key, ids] of placesOf(costs)) {
    const [account_id = '', region_id = ''] = key.split('/')
    const place = { account_id, region_id }
    const [instances, volumes] = [ids.filter((id) => id.startsWith('i-')), ids.filter((id) => id.startsWith('vol-'))]
    if (instances.length > 0) {
      const inventory = await asked('instances', async () => [await instanceEvidence(cloud, place, instances, now)])
      found.push(...inventory)
      for (const e of inventory) found.push(...(await sizeEvidence(cloud, place, InstanceInventory.parse(e.body), now)))
    }
    if (volumes.length > 0) found.push(...(await asked('volumes', async () => [await volumeEvidence(cloud, place, volumes, now)])))
  }
  return [...found, ...(await databaseEvidence(cloud, costs, now)), ...(await bucketEvidence(cloud, costs, now))]
}

/** Ids by "account/region". The bill gives an id or an ARN; the scope of the case says where an id without an ARN lives. */
function placesOf(costs: ResourceCosts): Map<string, string[]> {
  const places = new Map<string, string[]>()
  for (const { resource_id } of costs.resources.slice(0, MAX_RESOURCES)) {
    const arn = /^arn:[^:]+:ec2:([^:]+):(\d{12}):(?:instance|volume)\/(.+)$/.exec(resource_id)
    const [region, account, id] = arn === null ? [costs.scope.region_id, costs.scope.sub_account_id, resource_id] : [arn[1], arn[2], arn[3]]
    if (region === undefined || account === undefined || id === undefined || !/^(?:i|vol)-/.test(id)) continue
    const key = `${account}/${region}`
    places.set(key, [...(places.get(key) ?? []), id])
  }
  return places
}
