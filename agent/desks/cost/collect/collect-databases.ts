import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { Database } from '@/lib/desks/cost/connectors/cloud/ports/database-port'
import type { DatabaseName } from '@/lib/desks/cost/connectors/cloud/ports/database-schedule-port'
import { makeEvidence } from '@/lib/evidence/make'
import type { DatabaseInventory } from '@/schemas/evidence/cloud'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Instant } from '@/schemas/time'
import { asked } from './asked'
import { machineSizes } from './machine-sizes'

const RDS_INSTANCE = /^arn:[^:]+:rds:([^:]+):(\d{12}):db:(.+)$/

/** Databases that the bill names, with their use and what their classes hold. Nothing is told of a place where the account knows none of them. */
export async function databaseEvidence(cloud: CloudPort, costs: ResourceCosts, now: Instant): Promise<Evidence[]> {
  const found: Evidence[] = []
  for (const { place, ids } of databasesByPlace(costs)) found.push(...(await asked('databases', () => evidenceOfPlace(cloud, place, ids, now))))
  return found
}

/** The ids of the databases that the bill charges for, by the account and region of their ARNs, both in order. */
function databasesByPlace(costs: ResourceCosts): { place: Place; ids: string[] }[] {
  const places = new Map<string, { place: Place; ids: Set<string> }>()
  for (const { resource_id } of costs.resources) {
    const [, region_id, account_id, id] = RDS_INSTANCE.exec(resource_id) ?? []
    if (region_id === undefined || account_id === undefined || id === undefined) continue
    const key = `${account_id}/${region_id}`
    const { place, ids } = places.get(key) ?? { place: { account_id, region_id }, ids: new Set<string>() }
    places.set(key, { place, ids: ids.add(id) })
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { place, ids }]) => ({ place, ids: [...ids].sort() }))
}

async function evidenceOfPlace(cloud: CloudPort, place: Place, ids: readonly string[], now: Instant): Promise<Evidence[]> {
  const read = await cloud.databases(place, ids)
  if (read.length === 0) return []
  const machine_types = read.map((d) => d.instance_class.replace(/^db\./, ''))
  const types = await machineSizes(cloud, place, machine_types)
  const databases = read.map(({ pending_class: _p, engine: _e, is_multi_az: _m, latest_snapshot_at: _l, setup: _s, created_at, ...d }) => ({
    ...d,
    since: Instant.safeParse(created_at).data ?? null,
  }))
  const switched = await switchedOf(cloud, place, read)
  const query = `databases(${place.account_id}/${place.region_id})`
  const source = { connector: cloud.connector, query, data_version: null, retrieved_at: now }
  return [makeEvidence({ source, body: { kind: 'cloud.databases' as const, ...place, databases, types, switched } })]
}

type Switched = NonNullable<DatabaseInventory['switched']>

/** What a schedule could switch of these databases: each of its own, and each cluster once with what the bill charges for its members. */
async function switchedOf(cloud: CloudPort, place: Place, read: readonly Database[]): Promise<Switched> {
  const billed = new Map<string, { name: DatabaseName; billed_as: string[] }>()
  for (const database of read) {
    const name = switchedAs(database)
    if (name === null) continue
    const key = `${name.kind} ${name.id}`
    billed.set(key, { name, billed_as: [...(billed.get(key)?.billed_as ?? []), database.arn].sort() })
  }
  const names = [...billed.values()].map((b) => b.name)
  const found = await cloud.switchedDatabases(place, names)
  return found.map(({ arn, kind, id, status, is_replicated, is_serverless, schedule, busy_hours, tags }) => ({
    ...{ arn, kind, id, status, is_replicated, is_serverless, has_schedule: schedule !== null },
    ...{ busy_hours: busy_hours as Instant[] | null, billed_as: billed.get(`${kind} ${id}`)?.billed_as ?? [], tags }, // safe: hours are written as instants
  }))
}

/** What is stopped where this database is: itself, or the cluster that it belongs to; null where its cluster is not known. */
function switchedAs({ db_instance_id, is_cluster_member, setup }: Database): DatabaseName | null {
  if (!is_cluster_member) return { kind: 'database', id: db_instance_id }
  return setup?.cluster_id == null ? null : { kind: 'cluster', id: setup.cluster_id }
}
