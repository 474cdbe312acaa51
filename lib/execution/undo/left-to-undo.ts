import { applyReceipt } from '@/lib/execution/claims/apply-receipt'
import type { Item } from '@/lib/execution/execution'
import type { PlanAction } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'

/** What a run may have changed, last first. An apply that ended without effect needs no way back; one whose outcome is not known does. */
export const appliedLastFirst = <Port>(run: Run, items: readonly Item<Port>[]): Item<Port>[] =>
  items.filter(({ action }) => mayHaveChanged(run, action)).reverse()

/**
 * What of that is still to be undone or proven. Each action is proven before the next is asked for, so only the last that was asked for may not be: it comes first. Once it is proven
 * and says so, it is not looked at again, because what somebody does to it later is no fault of this way back.
 */
export function leftToUndo<Port>(run: Run, applied: readonly Item<Port>[]): Item<Port>[] {
  const last = run.steps.findLast((s) => s.step === 'rollback')
  const isUnproven = ({ action }: Item<Port>): boolean => last?.action_id === action.action_id && !isProof(last)
  return [...applied.filter(isUnproven), ...applied.filter((item) => !isUnproven(item) && lastUndoing(run, item.action)?.status !== 'done')]
}

/** The action that was undone last and does not say yet that it is proven. */
export const undoneLast = (run: Run): PlanAction['action_id'] | null => {
  const last = run.steps.findLast((s) => s.step === 'rollback')
  return last?.status !== 'done' || isProof(last) ? null : last.action_id
}

/** Whether one of two actions has to be undone before the other. */
export const shareTarget = (a: PlanAction, b: PlanAction): boolean => a.targets.some((t) => b.targets.some((other) => other.arn === t.arn))

/** What is only proven, and not sent, has no receipt. */
const isProof = ({ status, receipt }: Step): boolean => status === 'done' && receipt === null

const lastUndoing = (run: Run, { action_id }: PlanAction): Step | undefined => run.steps.findLast((s) => s.action_id === action_id && s.step === 'rollback')

function mayHaveChanged(run: Run, { action_id }: PlanAction): boolean {
  const receipt = applyReceipt(run, action_id)
  return receipt !== null && (receipt.changed.length > 0 || receipt.outcome === 'uncertain' || receipt.outcome === 'success')
}
