import { z } from 'zod'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { Database } from '@/lib/desks/cost/connectors/cloud/ports/database-port'
import type { DatabaseName } from '@/lib/desks/cost/connectors/cloud/ports/database-schedule-port'
import { STANDARD_STORAGE } from '@/lib/desks/cost/plan/candidates/bucket-candidates'
import { smallerType } from '@/lib/desks/cost/plan/candidates/smaller-type'
import { makeEvidence } from '@/lib/evidence/make'
import type { DatabaseInventory, InstanceInventory } from '@/schemas/evidence/cloud'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Instant } from '@/schemas/time'
import { asked } from './asked'

/** What would let the instances of a case be smaller: their busiest hours where memory is measured, and the groups that they belong to. Nothing is told where nothing is known. */
export async function sizeEvidence(cloud: CloudPort, place: Place, { instances }: InstanceInventory, now: Instant): Promise<Evidence[]> {
  const source = (query: string) => ({
    connector: cloud.connector,
    query: `${query}(${place.account_id}/${place.region_id})`,
    data_version: null,
    retrieved_at: now,
  })
  const running = instances.filter((i) => i.state === 'running' && i.region_id === place.region_id)
  const single = running.filter((i) => i.auto_scaling_group === null && !i.is_spot && smallerType(i.instance_type) !== null)
  const names = [...new Set(running.flatMap((i) => i.auto_scaling_group ?? []))].sort()
  return [
    ...(await asked('peak use', async () => {
      const peaks =
        single.length === 0
          ? []
          : await cloud.peakUse(
              place,
              single.map((i) => i.instance_id),
            )
      const known = peaks.flatMap(({ instance_id, cpu_p99_pct, memory_p99_pct, metric_days }) =>
        cpu_p99_pct === null || memory_p99_pct === null ? [] : [{ instance_id, cpu_p99_pct, memory_p99_pct, metric_days }],
      )
      if (known.length === 0) return []
      const present = single.filter((i) => known.some((k) => k.instance_id === i.instance_id)).map((i) => i.instance_type)
      const wanted = [...new Set(present.flatMap((type) => [type, smallerType(type) ?? type]))].sort()
      const types = (await cloud.machineTypes(place, wanted)).map(({ instance_type, vcpus, memory_mib }) => ({ instance_type, vcpus, memory_mib }))
      return [makeEvidence({ source: source('peak_use'), body: { kind: 'cloud.peak_use' as const, ...place, instances: known, types } })]
    })),
    ...(await asked('scaling groups', async () => {
      const found = names.length === 0 ? [] : await cloud.scalingGroups(place, names)
      if (found.length === 0) return []
      const groups = found.map(({ arn, name, min, desired, in_service, cpu_most_pct, created_at, tags }) => ({
        ...{ arn, name, min, desired, in_service, cpu_most_pct, tags },
        since: Instant.safeParse(created_at).data ?? null,
        instance_ids: running
          .filter((i) => i.auto_scaling_group === name)
          .map((i) => i.instance_id)
          .sort(),
      }))
      return [makeEvidence({ source: source('scaling_groups'), body: { kind: 'cloud.scaling_groups' as const, ...place, groups } })]
    })),
  ]
}

const Expiration = z.looseObject({ Days: z.int().positive().optional() })
const S3_BUCKET = /^(?:arn:[^:]+:s3:::)?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/
// Each is read by several calls.
const MOST_BUCKETS = 20

/** Buckets whose standard storage the bill of one account and region names, with what they hold and whether a rule moves it. */
export async function bucketEvidence(cloud: CloudPort, costs: ResourceCosts, now: Instant): Promise<Evidence[]> {
  const { sub_account_id: account_id, region_id } = costs.scope
  const named = costs.resources.filter((r) => STANDARD_STORAGE.test(r.usage_type)).flatMap((r) => S3_BUCKET.exec(r.resource_id)?.[1] ?? [])
  const names = [...new Set(named)].slice(0, MOST_BUCKETS).sort()
  if (account_id === undefined || region_id === undefined || names.length === 0) return []
  const place = { account_id, region_id }
  return asked('buckets', async () => {
    const [found, counted] = [await cloud.buckets(place, names), await cloud.contents(place, names)]
    if (found.length === 0) return []
    const buckets = found.map(({ arn, name, rules, tags }) => {
      const { objects, standard_bytes } = counted.find((c) => c.name === name) ?? { objects: null, standard_bytes: null }
      const has_transition = rules.some((rule) => rule['Status'] === 'Enabled' && Array.isArray(rule['Transitions']) && rule['Transitions'].length > 0)
      const expires = rules.flatMap((rule) => (rule['Status'] === 'Enabled' ? (Expiration.safeParse(rule['Expiration']).data?.Days ?? []) : []))
      return { arn, name, objects, standard_bytes, has_transition, expires_after_days: expires.length === 0 ? null : Math.min(...expires), tags }
    })
    const uncounted = buckets.filter((b) => b.objects === null || b.standard_bytes === null).map((b) => `nobody counted the objects of ${b.name}`)
    const source = { connector: cloud.connector, query: `buckets(${account_id}/${region_id}, ${names.join(' ')})`, data_version: null, retrieved_at: now }
    const body = { kind: 'cloud.buckets' as const, ...place, buckets }
    return [makeEvidence({ source, body, gaps: uncounted, completeness: uncounted.length === 0 ? 1 : 0.9 })]
  })
}

const RDS_INSTANCE = /^arn:[^:]+:rds:([^:]+):(\d{12}):db:(.+)$/

/** Databases that the bill names, with their use and what their classes hold. Nothing is told of a place where the account knows none of them. */
export async function databaseEvidence(cloud: CloudPort, costs: ResourceCosts, now: Instant): Promise<Evidence[]> {
  const named = new Map<string, { place: Place; ids: Set<string> }>()
  for (const { resource_id } of costs.resources) {
    const [, region_id, account_id, id] = RDS_INSTANCE.exec(resource_id) ?? []
    if (region_id === undefined || account_id === undefined || id === undefined) continue
    const key = `${account_id}/${region_id}`
    const known = named.get(key) ?? { place: { account_id, region_id }, ids: new Set<string>() }
    named.set(key, { ...known, ids: known.ids.add(id) })
  }
  const found: Evidence[] = []
  for (const [key, { place, ids }] of [...named].sort(([a], [b]) => (a < b ? -1 : 1)))
    found.push(
      ...(await asked('databases', async () => {
        const read = await cloud.databases(place, [...ids].sort())
        if (read.length === 0) return []
        const families = read.map((d) => d.instance_class.replace(/^db\./, ''))
        const wanted = [...new Set(families.flatMap((type) => [type, smallerType(type) ?? type]))].sort()
        const types = (await cloud.machineTypes(place, wanted)).map(({ instance_type, vcpus, memory_mib }) => ({ instance_type, vcpus, memory_mib }))
        const databases = read.map(({ pending_class: _p, engine: _e, is_multi_az: _m, latest_snapshot_at: _l, setup: _s, created_at, ...d }) => ({
          ...d,
          since: Instant.safeParse(created_at).data ?? null,
        }))
        const source = { connector: cloud.connector, query: `databases(${key})`, data_version: null, retrieved_at: now }
        const switched = await switchedOf(cloud, place, read)
        return [makeEvidence({ source, body: { kind: 'cloud.databases' as const, ...place, databases, types, switched } })]
      })),
    )
  return found
}

/** What a schedule could switch of these databases: each of its own, and each cluster once with what the bill charges for its members. */
async function switchedOf(cloud: CloudPort, place: Place, read: readonly Database[]): Promise<NonNullable<DatabaseInventory['switched']>> {
  const nameOf = (d: Database): DatabaseName | null => {
    if (!d.is_cluster_member) return { kind: 'database', id: d.db_instance_id }
    return d.setup?.cluster_id == null ? null : { kind: 'cluster', id: d.setup.cluster_id }
  }
  const billed = new Map<string, { name: DatabaseName; billed_as: string[] }>()
  for (const d of read) {
    const name = nameOf(d)
    if (name === null) continue
    const key = `${name.kind} ${name.id}`
    billed.set(key, { name, billed_as: [...(billed.get(key)?.billed_as ?? []), d.arn].sort() })
  }
  const found = await cloud.switchedDatabases(
    place,
    [...billed.values()].map((b) => b.name),
  )
  return found.map(({ arn, kind, id, status, is_replicated, is_serverless, schedule, busy_hours, tags }) => ({
    ...{ arn, kind, id, status, is_replicated, is_serverless, has_schedule: schedule !== null },
    ...{ busy_hours: busy_hours as Instant[] | null, billed_as: billed.get(`${kind} ${id}`)?.billed_as ?? [], tags }, // safe: hours are written as instants
  }))
}
