import type { AllocationPort } from '@/lib/desks/cost/connectors/allocation/port'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { makeEvidence } from '@/lib/evidence/make'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Evidence } from '@/schemas/evidence/evidence'
import { Instant } from '@/schemas/time'
import { asked } from './asked'

const DAYS = 14
// The costliest; each is read in the cluster by itself.
const MOST_CONTAINERS = 20

/**
 * What the costliest containers of a cluster reserve, read in the cluster, beside the most that they used. Nothing where the cluster itself is not connected.
 */
export const containerEvidence = (cloud: CloudPort, allocation: AllocationPort, place: Place, now: Instant): Promise<Evidence[]> =>
  asked('containers', async () => {
    if (!cloud.capabilities.includes('workloads')) return []
    const today = dayOf(now)
    const window = { start: addDays(today, -DAYS), end: today }
    const used = (await allocation.containers(window)).slice(0, MOST_CONTAINERS)
    const live =
      used.length === 0
        ? []
        : await cloud.workloads(
            place,
            used.map((c) => c.name),
          )
    const containers = live.flatMap(({ arn, name, requests, labels, created_at }) => {
      const use = used.find((c) => c.name === name)
      return use === undefined ? [] : [{ ...use, arn, requests, labels, since: Instant.safeParse(created_at).data ?? null }]
    })
    if (containers.length === 0) return []
    const { cluster, account_id } = allocation
    const body = { kind: 'k8s.requests' as const, cluster, account_id, can_change: cloud.changeable(cluster), window, containers }
    const query = `requests(${cluster}, ${window.start}..${window.end})`
    return [makeEvidence({ source: { connector: allocation.connector, query, data_version: null, retrieved_at: now }, body })]
  })
