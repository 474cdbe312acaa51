import { add } from '@/lib/kernel/money'
import type { InstanceInventory } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, verdictOn } from './category-rule'

// Busy for less than this, 95 % of the time, over at least so many days: doing nothing.
const IDLE_CPU_P95_PCT = 5
const MIN_METRIC_DAYS = 3

/** Whether an instance does nothing, as this rule means it. A use that could not be read is not idle. */
export const isIdle = (i: InstanceInventory['instances'][number]): boolean =>
  i.state === 'running' && i.cpu_p95_pct !== null && i.cpu_p95_pct < IDLE_CPU_P95_PCT && i.metric_days >= MIN_METRIC_DAYS

/** What rose does no work: running instances of the slice that are idle. Waste that was there before is an opportunity, not a cause. */
export const resourceWaste: CategoryRule<'cloud.instances' | 'cost.resource_costs'> = {
  id: 'cost/resource-waste',
  version: 1,
  category: 'resource_waste',
  needs: ['cloud.instances', 'cost.resource_costs'],

  decide({ anomaly, attribution, 'cloud.instances': inventory, 'cost.resource_costs': costs }) {
    const idle = inventory.body.instances.filter(isIdle)
    const billed = costs.body.resources.filter(
      (r) => r.first_seen >= anomaly.first_day && idle.some((i) => i.arn === r.resource_id || i.instance_id === r.resource_id),
    )
    const amount = add('0', ...billed.map((r) => r.effective_cost_per_day))
    const busiest = Math.max(0, ...idle.map((i) => i.cpu_p95_pct ?? 0))
    const facts = { resources: billed.length, cpu_p95_pct: busiest, explained_per_day: clipToRise(amount, attribution), currency: costs.body.currency }
    return verdictOn(
      amount,
      'idle_instances',
      billed.length === 0 ? [] : [{ code: 'resources_are_idle', facts, evidence_ids: [inventory.evidence_id, costs.evidence_id] }],
      attribution,
    )
  },
}
