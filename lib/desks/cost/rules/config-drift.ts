import { add, compareDecimal, subtract } from '@/lib/kernel/money'
import type { ResourceChanges } from '@/schemas/evidence/resource-changes'
import { type CategoryRule, clipToRise, decisionOn, type Sourced, type TriageEvidence } from './category-rule'
import { blamedEvent } from './event-rule'

/** Changes that this rule looks at. */
export const CONFIGURATION = ['config', 'scale', 'schedule', 'flag'] as const

/**
 * Usage grew right after somebody changed configuration, scale, a schedule or a flag in the same account or service, or resources became something else with the
 * rise: another size of machine, type of volume or class of storage. What the bill says of the resources themselves comes before what happened nearby.
 */
export const configDrift: CategoryRule = {
  id: 'cost/config-drift',
  version: 2,
  category: 'config_drift',
  needs: [],
  decide(evidence) {
    const { anomaly, attribution, 'cost.change_events': changes, 'cost.resource_changes': became } = evidence
    const seen = became === null ? null : seenChange(became, evidence)
    const blamed = changes === null ? null : blamedEvent(anomaly, attribution, changes, CONFIGURATION, 'change_near_onset')
    if (seen !== null && (blamed === null || compareDecimal(seen.amount, blamed.amount) >= 0))
      return decisionOn(seen.amount, seen.subcategory, [seen.reason, ...(blamed === null ? [] : [blamed.reason])], attribution)
    if (blamed !== null) return decisionOn(blamed.amount, blamed.subcategory, [blamed.reason, ...(seen === null ? [] : [seen.reason])], attribution)
    return changes === null ? { outcome: 'unknown', missing: ['cost.change_events'] } : decisionOn('0', null, [], attribution)
  },
}

/** The dollars that changed resources cost more than they did, and the change that costs most. */
function seenChange({ body, evidence_id }: Sourced<ResourceChanges>, { attribution }: TriageEvidence) {
  const dearer = (c: ResourceChanges['changes'][number]) => subtract(c.after_cost, c.before_cost)
  const amount = add('0', ...body.changes.map(dearer))
  const main = [...body.changes].sort((a, b) => compareDecimal(dearer(b), dearer(a)) || (a.resource_id < b.resource_id ? -1 : 1))[0]
  if (main === undefined || compareDecimal(amount, '0') <= 0) return null
  const facts = {
    resource: main.resource_id,
    resources: body.changes.length,
    from_usage_type: main.from_usage_type,
    to_usage_type: main.to_usage_type,
    changed_on: main.changed_on,
    explained_per_day: clipToRise(amount, attribution),
    currency: body.currency,
  }
  return { amount, subcategory: main.what, reason: { code: 'resource_became_other', facts, evidence_ids: [evidence_id] } }
}
