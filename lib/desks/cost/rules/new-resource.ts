import { splitLeaf } from '@/lib/desks/cost/attribute/ledger'
import { add, big, compareDecimal, subtract } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import type { FirstBilled, LeafChanges, ResourceCosts } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, decisionOn, type Sourced } from './category-rule'
import { transferKind } from './transfer-types'

// A resource first billed this many days before the onset still belongs to it: bills date a resource by its first full hour.
const FIRST_SEEN_SLACK_DAYS = 1
/** Days that the bill has to reach back before a service that it never showed counts as new. */
const NEW_SERVICE_HISTORY_DAYS = 28

/** Something is billed that was not billed before: a usage type, a place, or resources of a kind that existed. Transfer has its own category. */
export const newResource: CategoryRule<'cost.leaf_changes'> = {
  id: 'cost/new-resource',
  version: 3,
  category: 'new_resource',
  needs: ['cost.leaf_changes'],

  decide({
    anomaly,
    attribution,
    'cost.leaf_changes': leaves,
    'cost.resource_costs': resources,
    'cost.first_billed': billed,
    'cost.resource_changes': became,
  }) {
    const splits = leaves.body.leaves.filter((leaf) => transferKind(leaf) === undefined).map(splitLeaf)
    // What was there before under another name is not new.
    const changed = became?.body.changes ?? []
    const all_new = subtract(add('0', ...splits.map((split) => split.new ?? '0')), add('0', ...changed.map((c) => c.after_cost)))
    const fresh = compareDecimal(all_new, '0') > 0 ? all_new : '0'
    // New resources of a kind that was used before show up as volume, so they count up to the volume.
    const room = add(fresh, ...splits.map((split) => split.volume ?? '0'))
    const seen = newResources(resources, anomaly, new Set(changed.map((c) => `${c.resource_id} ${c.to_usage_type}`)))
    const amount = seen !== null && compareDecimal(seen.cost, fresh) > 0 ? (big(seen.cost).gt(big(room)) ? room : seen.cost) : fresh
    const facts = { explained_per_day: clipToRise(amount, attribution), currency: leaves.body.currency, since: anomaly.first_day }
    const service = newService(anomaly, billed)
    const kind = service === null ? subcategory(anomaly, leaves.body) : 'new_service'
    const usage =
      service !== null
        ? { code: 'service_is_new', facts: { ...facts, ...service.facts }, evidence_ids: [leaves.evidence_id, service.evidence_id] }
        : kind === 'new_region'
          ? { code: 'region_is_new', facts: { ...facts, region_id: anomaly.scope.region_id ?? 'not known' }, evidence_ids: [leaves.evidence_id] }
          : { code: 'usage_is_new', facts: { ...facts, ...newUsage(leaves.body) }, evidence_ids: [leaves.evidence_id] }
    const counted =
      seen === null || seen.count === 0
        ? []
        : [
            {
              code: 'resources_are_new',
              facts: { ...facts, resources: seen.count, is_cut: seen.is_cut, resources_cost_per_day: seen.cost },
              evidence_ids: seen.evidence_ids,
            },
          ]
    return decisionOn(amount, kind, service === null && kind !== 'new_region' && counted.length > 0 ? counted : [usage], attribution)
  },
}

/** A service that the account never used, on a bill that is old enough to know. Without that evidence a new usage type is all that can be said. */
function newService({ scope, first_day }: Anomaly, billed: Sourced<FirstBilled> | null) {
  if (billed === null) return null
  const { body, evidence_id } = billed
  const is_this = body.scope.service_name === scope.service_name && body.scope.sub_account_id === scope.sub_account_id
  const is_new = body.first_day >= addDays(first_day, -FIRST_SEEN_SLACK_DAYS) && body.bill_begins <= addDays(first_day, -NEW_SERVICE_HISTORY_DAYS)
  return is_this && is_new
    ? { facts: { service: body.scope.service_name ?? 'not known', since: body.first_day, bill_begins: body.bill_begins }, evidence_id }
    : null
}

/** A case about an account and a region alone, with nothing there before, is a new region. */
function subcategory(anomaly: Anomaly, { leaves }: LeafChanges): string {
  const keys = Object.keys(anomaly.scope)
  const is_all_new = leaves.every((leaf) => compareDecimal(leaf.before_cost, '0') <= 0)
  if (keys.length === 2 && anomaly.scope.region_id !== undefined && anomaly.scope.sub_account_id !== undefined && is_all_new) return 'new_region'
  return is_all_new ? 'new_usage_type' : 'new_resources'
}

/** The dearest new usage type, and how many there are. */
function newUsage({ leaves }: LeafChanges) {
  const fresh = leaves.filter((leaf) => splitLeaf(leaf).new !== undefined).sort((a, b) => compareDecimal(b.after_cost, a.after_cost))
  return { usage_type: fresh[0]?.scope.usage_type ?? 'not known', usage_per_day: fresh[0]?.after_cost ?? '0', usage_types: fresh.length }
}

function newResources(resources: Sourced<ResourceCosts> | null, anomaly: Anomaly, changed: ReadonlySet<string>) {
  if (resources === null) return null
  const from = addDays(anomaly.first_day, -FIRST_SEEN_SLACK_DAYS)
  const fresh = resources.body.resources.filter((r) => r.first_seen >= from && !changed.has(`${r.resource_id} ${r.usage_type}`))
  return {
    count: fresh.length,
    cost: add('0', ...fresh.map((r) => r.effective_cost_per_day)),
    is_cut: resources.body.is_cut,
    evidence_ids: [resources.evidence_id],
  }
}
