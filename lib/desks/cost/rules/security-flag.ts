import { add, compareDecimal, subtract } from '@/lib/kernel/money'
import type { Leaf } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { TriageEvidence } from './category-rule'
import type { SecurityFlag } from './severity'

const POWERFUL = /:(?:p|g|trn|inf)\d|[.]metal|(?:24|32|48)xlarge/
const COMPUTE = /Elastic Compute Cloud|SageMaker|Bedrock|Elastic Container|Elastic Kubernetes|Lightsail/
// Services without a region are billed under one of these names.
const NOWHERE = ['', 'global']
// Below this a rise in a region is metering of something that runs elsewhere, such as copies of logs.
const LEAST_PER_DAY = '5'

/** Why a rise may be theft: it lies where the tenant means to run nothing, or powerful compute began in a region where the account never was. */
export function securityFlag(evidence: TriageEvidence, subcategory: string | null): SecurityFlag | null {
  const { anomaly, 'cost.leaf_changes': changes, 'cost.triage_settings': settings } = evidence
  const leaves = changes?.body.leaves ?? []
  const allowed = settings?.body.allowed_regions ?? null
  const elsewhere = allowed === null ? '0' : riseOutside(allowed, leaves)
  if (compareDecimal(elsewhere, LEAST_PER_DAY) > 0) return { name: 'region_not_allowed', cost_per_day: elsewhere }
  const is_powerful = leaves.some((leaf) => COMPUTE.test(leaf.scope.service_name ?? '') && POWERFUL.test(leaf.scope.usage_type ?? ''))
  return subcategory === 'new_region' && is_powerful ? { name: 'new_region_with_powerful_machines', cost_per_day: anomaly.delta_daily_cost } : null
}

/** What regions outside a list cost more than they did, each by itself: what fell in one does not make up for what rose in another. */
function riseOutside(allowed: readonly string[], leaves: readonly Leaf[]): Decimal {
  const changes = new Map<string, Decimal>()
  for (const { scope, before_cost, after_cost } of leaves) {
    const region = scope.region_id ?? ''
    if (!NOWHERE.includes(region) && !allowed.includes(region)) changes.set(region, add(changes.get(region) ?? '0', subtract(after_cost, before_cost)))
  }
  return add('0', ...[...changes.values()].filter((change) => compareDecimal(change, '0') > 0))
}
