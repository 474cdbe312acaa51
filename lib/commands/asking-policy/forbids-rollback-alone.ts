import { ZodError } from 'zod'
import { getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { policyEngine } from '@/lib/policy/bundle-store'
import { CALLS_A_PERSON } from '@/lib/policy/engine'
import type { Case } from '@/schemas/case'
import type { PolicyReason } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { policyFacts } from './policy-facts'
import { readSurroundings } from './surroundings-store'

/**
 * What the tenant's policies of this moment say against taking its plan back without a person: they may have been tightened since it was agreed to. Policies
 * that cannot be read, and evidence that is not there any more, call a person now: asking again would give the same answer while the harm goes on.
 */
export async function forbidsRollbackAlone(c: Case, now: Instant): Promise<PolicyReason[]> {
  try {
    return await askedNow(c, now)
  } catch (error) {
    if (!(error instanceof Fault || error instanceof ZodError)) throw error
    log.error('policy could not be asked before a rollback', error, { case_id: c.case_id })
    return [CALLS_A_PERSON]
  }
}

async function askedNow(c: Case, now: Instant): Promise<PolicyReason[]> {
  if (c.plan === null || c.policy === null) return []
  const engine = await policyEngine(c.tenant_id)
  // Most tenants have none: nothing is read that a rollback of theirs would have to wait for.
  if (!engine.policies.some((p) => p.about.includes('rollback_alone'))) return []
  const [tenant, around] = await Promise.all([getTenant(c.tenant_id), readSurroundings(c, c.plan, now)])
  return engine.forbidsRollbackAlone(policyFacts(c, c.plan, tenant, now, around), c.policy.level ?? 'L0')
}
