import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import type { Instance } from '@/lib/desks/cost/actions/checks/instance-checks'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { add, Big, toDecimal } from '@/lib/kernel/money'
import type { InstancePeaks } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import { marginalRatio } from './marginal-ratio'
import { bodiesOf, COMPUTE_USAGE, pricesOf } from './priced-resources'
import { smallerType } from './smaller-type'

type Question = { evidence: readonly Evidence[]; currency: string }
// As the action asks: room above the busiest hour.
const CPU_ROOM = 1.3
const MEMORY_ROOM = 1.2
const LEAST_METRIC_DAYS = 14
// Share of a group that stays free, and how much of it goes in one step.
const HEADROOM_PCT = 15
const LARGEST_STEP = 0.25
const LARGEST_STEP_NODES = 2

/** Instances that would fit into the next smaller type of their family at their busiest, where somebody measures their memory. One at a time: each is restarted. */
export function smallerInstances(q: Question): Candidate[] {
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), COMPUTE_USAGE)
  const peaks = bodiesOf(q.evidence, 'cloud.peak_use')
  return bodiesOf(q.evidence, 'cloud.instances').flatMap(({ account_id, instances, evidence_id }) =>
    instances.flatMap((i): Candidate[] => {
      const price = prices.get(i.instance_id)
      const found = peaks.find((p) => p.instances.some((x) => x.instance_id === i.instance_id))
      const to = found === undefined ? null : fitting(i, found)
      if (i.state !== 'running' || price === undefined || found === undefined || to === null) return []
      const target = {
        arn: i.arn,
        label: i.tags['Name'] ?? i.instance_id,
        instance_id: i.instance_id,
        instance_type: i.instance_type,
        to_type: to.instance_type,
        saved_share: toDecimal(new Big(1).minus(new Big(to.vcpus).div(to.of_vcpus)).round(6)),
        effective_cost_per_day: price.effective,
        list_cost_per_day: price.list,
      }
      const marginal_ratio = marginalRatio(price.effective, price.list, bodiesOf(q.evidence, 'cost.commitment_use'))
      const params = { account_id, region_id: i.region_id, environment: environmentOf(i.tags), currency: q.currency, marginal_ratio, targets: [target] }
      const facts = { from: i.instance_type, to: to.instance_type, cpu_p99_pct: to.cpu_p99_pct, memory_p99_pct: to.memory_p99_pct }
      const evidence_ids = [...new Set([evidence_id, found.evidence_id, price.evidence_id])]
      return [{ template: 'rightsize_ec2', params, reasons: [{ code: 'fits_a_smaller_type', facts, evidence_ids }] }]
    }),
  )
}

function fitting(i: Instance, { instances, types }: InstancePeaks) {
  const peak = instances.find((x) => x.instance_id === i.instance_id)
  const [from, to] = [i.instance_type, smallerType(i.instance_type)].map((name) => types.find((t) => t.instance_type === name))
  if (peak === undefined || from === undefined || to === undefined || peak.metric_days < LEAST_METRIC_DAYS) return null
  const fits = (share: number, has: number, gets: number, room: number): boolean => (share / 100) * has * room <= gets
  if (!fits(peak.cpu_p99_pct, from.vcpus, to.vcpus, CPU_ROOM) || !fits(peak.memory_p99_pct, from.memory_mib, to.memory_mib, MEMORY_ROOM)) return null
  return { ...to, of_vcpus: from.vcpus, cpu_p99_pct: peak.cpu_p99_pct, memory_p99_pct: peak.memory_p99_pct }
}

/** Groups of nodes that are never busy, with as many nodes less as one step takes and their least size allows. */
export function smallerGroups(q: Question): Candidate[] {
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), COMPUTE_USAGE)
  return bodiesOf(q.evidence, 'cloud.scaling_groups').flatMap(({ account_id, region_id, groups, evidence_id }) =>
    groups.flatMap((g): Candidate[] => {
      const nodes = g.desired
      // Nodes that the bill does not name are not counted: less is promised, never more.
      const priced = g.instance_ids.flatMap((id) => prices.get(id) ?? [])
      if (g.cpu_most_pct === null || nodes < 2 || g.in_service !== nodes || priced.length === 0) return []
      const needed = Math.ceil((g.cpu_most_pct * nodes) / (100 - HEADROOM_PCT))
      const desired = Math.max(1, g.min, needed, nodes - Math.max(LARGEST_STEP_NODES, Math.floor(nodes * LARGEST_STEP)))
      if (desired >= nodes) return []
      const [effective, list] = [add('0', ...priced.map((p) => p.effective)), add('0', ...priced.map((p) => p.list))]
      const target = {
        arn: g.arn,
        label: g.name,
        name: g.name,
        nodes,
        desired,
        min: g.min,
        min_safe: Math.max(1, g.min),
        effective_cost_per_day: effective,
        list_cost_per_day: list,
      }
      const marginal_ratio = marginalRatio(effective, list, bodiesOf(q.evidence, 'cost.commitment_use'))
      const params = { account_id, region_id, environment: environmentOf(g.tags), currency: q.currency, marginal_ratio, targets: [target] }
      const facts = { group: g.name, nodes, desired, cpu_most_pct: g.cpu_most_pct }
      const evidence_ids = [...new Set([evidence_id, ...priced.map((p) => p.evidence_id)])]
      return [{ template: 'scale_nodegroup', params, reasons: [{ code: 'group_has_room', facts, evidence_ids }] }]
    }),
  )
}
