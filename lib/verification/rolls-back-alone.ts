import { askedForAPerson, coversAutomaticRollback, interruptsNothing } from '@/lib/approval/automatic-rollback'
import { mainActions } from '@/lib/execution/accompany/main-actions'
import { addHours } from '@/lib/kernel/time'
import type { PlanAction } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { PolicyReason } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'

// The look a day after the run belongs to its first day, and may be made late.
const ALONE_FOR_HOURS = 25

type CarriedOut = Pick<Case, 'plan' | 'run' | 'approval' | 'policy'>

/** Main actions of the plan that were applied. What accompanies them hurts nothing, and is not asked about. */
export const appliedActions = ({ plan, run }: Pick<Case, 'plan' | 'run'>): PlanAction[] =>
  plan === null ? [] : mainActions(plan).filter((a) => (run?.steps ?? []).some((s) => s.action_id === a.action_id && s.step === 'apply' && s.status === 'done'))

/**
 * Why a degraded plan is not taken back without a person; null where it is: on its first day, where the way back interrupts nothing, where policy did not
 * forbid it when the plan was sent, and where those who agreed to the plan agreed to that.
 */
export function whyNotAlone(
  c: CarriedOut,
  at: Instant,
): { code: 'no_way_back' | 'not_first_day' | 'interrupts' } | { code: 'policy'; because: PolicyReason[] } | { code: 'not_agreed'; by: string[] } | null {
  const { run, approval, policy } = c
  if (run === null || run.finished_at === null || run.reversible_until === null || at > run.reversible_until) return { code: 'no_way_back' }
  if (!interruptsNothing(appliedActions(c))) return { code: 'interrupts' }
  if (policy?.rollback_alone_forbidden !== undefined) return { code: 'policy', because: policy.rollback_alone_forbidden }
  if (!coversAutomaticRollback(approval)) return { code: 'not_agreed', by: askedForAPerson(approval).map((s) => s.name) }
  return at > addHours(run.finished_at, ALONE_FOR_HOURS) ? { code: 'not_first_day' } : null
}
