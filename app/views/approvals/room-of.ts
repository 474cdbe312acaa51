import { limitsOf } from '@/agent/desks/cost/plan/limits-of'
import { nowOf } from '@/agent/graph/clock'
import { maxTargets } from '@/lib/commands/asking-policy/tenant-limits'
import type { RunRoom } from '@/lib/desks/cost/intents/case-context'
import { claimsBeside } from '@/lib/execution/limits/room-store'
import { getTenant } from '@/lib/identity/tenant-store'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'

/** The limits that a plan meets when it is let go, and what counts against them now. Null where there is no plan, or its run has begun. */
export async function roomOf({ tenant_id, plan, run }: Case, evidence: Promise<readonly Evidence[]>): Promise<RunRoom | null> {
  if (plan === null || plan.actions.length === 0 || run !== null) return null
  const [{ settings }, claims, found] = await Promise.all([getTenant(tenant_id), nowOf(tenant_id).then((now) => claimsBeside(tenant_id, plan, now)), evidence])
  return { limits: limitsOf(settings, found), claims, max_targets: maxTargets(settings) }
}
