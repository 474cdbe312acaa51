import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { smallerType } from '@/lib/desks/cost/plan/smaller-type'
import { makeEvidence } from '@/lib/evidence/make'
import type { InstanceInventory } from '@/schemas/evidence/cost'
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
