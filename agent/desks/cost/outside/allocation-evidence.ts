import { asked } from '@/agent/desks/cost/collect/asked'
import { containerEvidence } from '@/agent/desks/cost/collect/collect-containers'
import type { Sources } from '@/agent/desks/cost/connect/sources'
import { makeEvidence } from '@/lib/evidence/make'
import { daysBetween } from '@/lib/kernel/time'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { K8sAllocation } from '@/schemas/evidence/outside'
import { type OutsideQuestion, sourceOf } from './outside-question'

/** What the cluster of the anomaly's account allocates to its namespaces, and what its containers reserve. */
export async function allocationEvidence(q: OutsideQuestion, { allocation }: Pick<Sources, 'allocation'>): Promise<Evidence[]> {
  const { scope, windows, now } = q
  if (allocation === null || allocation.account_id !== scope.sub_account_id) return []
  const allocated = await asked('allocation', async () => {
    const body = await allocation.allocation(windows, machineCosts(q.costs))
    const gaps = [...(body.bill_ratio === null ? ['the bill names none of the machines of the cluster'] : []), ...lostDays(body)]
    const query = `allocation(${body.cluster}, ${windows.before.start}..${windows.after.end})`
    return [makeEvidence({ source: sourceOf(allocation.connector, query, q), body, gaps, completeness: gaps.length === 0 ? 1 : 0.6 })]
  })
  if (q.cloud === null) return allocated
  const place = { account_id: allocation.account_id, region_id: scope.region_id ?? '' }
  return [...allocated, ...(await containerEvidence(q.cloud, allocation, place, now))]
}

/** Days of a window that the allocation does not hold: its means are of the others. */
const lostDays = ({ days_known, ...windows }: K8sAllocation): string[] =>
  (['before', 'after'] as const).flatMap((name) => {
    const days = daysBetween(windows[name].start, windows[name].end)
    const known = days_known?.[name] ?? days
    return known === days ? [] : [`the allocation holds ${known} of ${days} days ${name === 'before' ? 'before the rise' : 'since the rise'}`]
  })

/** Cost per day of the machines that the bill names, by instance id. */
const machineCosts = ({ resources }: ResourceCosts): Record<string, string> =>
  Object.fromEntries(
    resources.flatMap((r) => {
      const id = /(?:^|\/)(i-[0-9a-f]+)$/.exec(r.resource_id)?.[1]
      return id === undefined ? [] : [[id, r.effective_cost_per_day]]
    }),
  )
