import { add, compareDecimal } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import type { InstanceInventory } from '@/schemas/evidence/cloud'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { WasteFindings } from '@/schemas/evidence/waste'
import { type CategoryRule, clipToRise, decisionOn, type Sourced } from './category-rule'

// Busy for less than this, 95 % of the time, over at least so many days: doing nothing.
const IDLE_CPU_P95_PCT = 5
const MIN_METRIC_DAYS = 3
// What a sweep dates as idle the day before the onset still belongs to it.
const IDLE_SLACK_DAYS = 1

/** Whether an instance does nothing, as this rule means it. A use that could not be read is not idle. */
export const isIdle = (i: InstanceInventory['instances'][number]): boolean =>
  i.state === 'running' && i.cpu_p95_pct !== null && i.cpu_p95_pct < IDLE_CPU_P95_PCT && i.metric_days >= MIN_METRIC_DAYS

type Billed = Sourced<ResourceCosts>
type Reported = WasteFindings['findings'][number]

/**
 * What rose does no work: running instances of the slice that are idle, and resources of the slice that a sweep reports as unused since the rise or that are
 * billed only since then. Waste that was there before is an opportunity, not a cause.
 */
export const resourceWaste: CategoryRule<'cost.resource_costs'> = {
  id: 'cost/resource-waste',
  version: 2,
  category: 'resource_waste',
  needs: ['cost.resource_costs'],

  decide({ anomaly, attribution, 'cost.resource_costs': costs, 'cloud.instances': inventory, 'cost.waste_findings': sweep }) {
    const idle = inventory?.body.instances.filter(isIdle) ?? []
    const machines = costs.body.resources.filter(
      (r) => r.first_seen >= anomaly.first_day && idle.some((i) => i.arn === r.resource_id || i.instance_id === r.resource_id),
    )
    const reported = sweep === null ? [] : unused(anomaly, costs, sweep.body).filter((r) => !machines.includes(r))
    const [idle_cost, reported_cost] = [costOf(machines), costOf(reported)]
    const amount = add(idle_cost, reported_cost)
    const facts = { explained_per_day: clipToRise(amount, attribution), currency: costs.body.currency }
    const reasons: Reason[] = []
    if (inventory !== null && machines.length > 0) {
      const cpu_p95_pct = Math.max(0, ...idle.map((i) => i.cpu_p95_pct ?? 0))
      reasons.push({
        code: 'resources_are_idle',
        facts: { resources: machines.length, cpu_p95_pct, ...facts },
        evidence_ids: [inventory.evidence_id, costs.evidence_id],
      })
    }
    if (sweep !== null && reported.length > 0) {
      const resources = new Set(reported.map((r) => r.resource_id)).size
      reasons.push({
        code: 'resources_are_unused',
        facts: { resources, cost_per_day: reported_cost, ...facts },
        evidence_ids: [sweep.evidence_id, costs.evidence_id],
      })
    }
    const said = decisionOn(amount, compareDecimal(reported_cost, idle_cost) > 0 ? 'unused_resources' : 'idle_instances', reasons, attribution)
    // A sweep does not look at how busy machines are, so only what it found counts, and not that it found nothing.
    return inventory === null && said.outcome === 'clear' ? { outcome: 'unknown', missing: ['cloud.instances'] } : said
  },
}

const costOf = (resources: Billed['body']['resources']) => add('0', ...resources.map((r) => r.effective_cost_per_day))

/** Lines of the bill whose resource a sweep of the same account names as unused, and that began, or fell idle, with the rise. */
function unused(anomaly: Anomaly, { body }: Billed, sweep: WasteFindings): Billed['body']['resources'] {
  if (sweep.account_id !== anomaly.scope.sub_account_id) return []
  const found = (resource_id: string): Reported | undefined => sweep.findings.find((f) => f.type !== 'expiring_reservation' && isSame(f, resource_id))
  return body.resources.filter((r) => {
    const finding = found(r.resource_id)
    if (finding === undefined) return false
    const since = finding.idle_since
    return r.first_seen >= anomaly.first_day || (since !== null && since >= addDays(anomaly.first_day, -IDLE_SLACK_DAYS) && since <= anomaly.last_day)
  })
}

const isSame = (f: Reported, resource_id: string): boolean => f.resource_id === resource_id || f.resource_id === resource_id.split(/[/:]/).at(-1)
