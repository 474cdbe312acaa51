import { getTenant } from '@/lib/identity/tenant-store'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Case } from '@/schemas/case'
import type { PolicyReason } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { policyFacts } from './policy-facts'
import { readSurroundings } from './surroundings-store'

/** What the tenant's policies of this moment say against taking its plan back without a person: they may have been tightened since it was agreed to. */
export async function forbidsRollbackAlone(c: Case, now: Instant): Promise<PolicyReason[]> {
  if (c.plan === null || c.policy === null) return []
  const engine = await policyEngine(c.tenant_id)
  // Most tenants have none: nothing is read that a rollback of theirs would have to wait for.
  if (!engine.policies.some((p) => p.about.includes('rollback_alone'))) return []
  const [tenant, around] = await Promise.all([getTenant(c.tenant_id), readSurroundings(c, c.plan, now)])
  return engine.forbidsRollbackAlone(policyFacts(c, c.plan, tenant, now, around), c.policy.level ?? 'L0')
}
