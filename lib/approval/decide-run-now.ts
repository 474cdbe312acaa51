import { ROUTES } from '@/lib/policy/levels'
import type { Actor, Role } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Instant } from '@/schemas/time'
import { saidOfRollback } from './automatic-rollback'
import { closeApproval, signatureOf, type Verdict } from './decide'
import { requireOpen, requireOther, requirePerson, requireReason, requireSlot } from './decide-refusals'
import { requireFreshProof } from './require-fresh-proof'

/** Who may let a plan run before its veto window ends: whoever could sign it, if one signature were asked for. */
export const RUN_NOW_ROLES: readonly Role[] = ROUTES.find((r) => r.level === 'L1')?.slots.flatMap((s) => s.any_of) ?? []

/** Another person signs a plan that would run when its window ends, and it runs at once. That is more agreement than policy asks for, never less. */
export function runNow(approval: Approval, verdict: Verdict, actor: Actor, now: Instant): Approval {
  requirePerson(actor, approval)
  requireFreshProof(actor, approval.level)
  requireOpen(approval, 'veto_open', verdict.plan_hash, now)
  requireOther(approval, actor)
  const { slot, role } = requireSlot({ ...approval, slots: [{ slot: 0, any_of: [...RUN_NOW_ROLES] }] }, actor)
  requireReason(verdict.reason)
  const signature = { ...signatureOf(actor, verdict, { verdict: 'approve', slot, role }, now), ...saidOfRollback(approval, verdict.automatic_rollback) }
  return closeApproval({ ...approval, signatures: [...approval.signatures, signature] }, 'approved', now, null)
}
