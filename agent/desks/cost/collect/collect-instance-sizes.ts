import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { smallerType } from '@/lib/desks/cost/plan/candidates/smaller-type'
import { makeEvidence } from '@/lib/evidence/make'
import type { InstanceInventory } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Instant } from '@/schemas/time'
import { asked } from './asked'
import { machineSizes } from './machine-sizes'

type Instances = InstanceInventory['instances']

/**
 * What would let the instances of a case be smaller: how busy those are that stand alone, and the groups of the others. Nothing is told where nothing is known.
 */
export async function sizeEvidence(cloud: CloudPort, place: Place, { instances }: InstanceInventory, now: Instant): Promise<Evidence[]> {
  const running = instances.filter((i) => i.state === 'running' && i.region_id === place.region_id)
  const alone = running.filter((i) => i.auto_scaling_group === null && !i.is_spot && smallerType(i.instance_type) !== null)
  return [
    ...(await asked('peak use', () => peakUseEvidence(cloud, place, alone, now))),
    ...(await asked('scaling groups', () => scalingGroupEvidence(cloud, place, running, now))),
  ]
}

/** The busiest hours of the instances whose processor and memory are both measured, and what their types and the next smaller ones hold. */
async function peakUseEvidence(cloud: CloudPort, place: Place, alone: Instances, now: Instant): Promise<Evidence[]> {
  if (alone.length === 0) return []
  const ids = alone.map((i) => i.instance_id)
  const peaks = await cloud.peakUse(place, ids)
  const measured = peaks.flatMap(({ instance_id, cpu_p99_pct, memory_p99_pct, metric_days }) =>
    cpu_p99_pct === null || memory_p99_pct === null ? [] : [{ instance_id, cpu_p99_pct, memory_p99_pct, metric_days }],
  )
  if (measured.length === 0) return []
  const of_measured = alone.filter((i) => measured.some((m) => m.instance_id === i.instance_id))
  const present = of_measured.map((i) => i.instance_type)
  const types = await machineSizes(cloud, place, present)
  return [makeEvidence({ source: sourceOf('peak_use', cloud, place, now), body: { kind: 'cloud.peak_use' as const, ...place, instances: measured, types } })]
}

async function scalingGroupEvidence(cloud: CloudPort, place: Place, running: Instances, now: Instant): Promise<Evidence[]> {
  const names = [...new Set(running.flatMap((i) => i.auto_scaling_group ?? []))].sort()
  const found = names.length === 0 ? [] : await cloud.scalingGroups(place, names)
  if (found.length === 0) return []
  const membersOf = (group: string): string[] => running.flatMap((i) => (i.auto_scaling_group === group ? i.instance_id : [])).sort()
  const groups = found.map(({ arn, name, min, desired, in_service, cpu_most_pct, created_at, tags }) => ({
    ...{ arn, name, min, desired, in_service, cpu_most_pct, tags },
    since: Instant.safeParse(created_at).data ?? null,
    instance_ids: membersOf(name),
  }))
  return [makeEvidence({ source: sourceOf('scaling_groups', cloud, place, now), body: { kind: 'cloud.scaling_groups' as const, ...place, groups } })]
}

const sourceOf = (query: string, { connector }: CloudPort, { account_id, region_id }: Place, now: Instant) => ({
  connector,
  query: `${query}(${account_id}/${region_id})`,
  data_version: null,
  retrieved_at: now,
})
