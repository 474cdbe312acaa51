import { mainActions } from '@/lib/execution/accompany/main-actions'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Claims } from './claims'
import { effectKey } from './effect-key'

/** The actions of a plan that a run of it has not asked for yet: what it still needs room for. */
export async function notAskedFor({ plan, run_id, claims }: { plan: Plan; run_id: string; claims: Claims }): Promise<PlanAction[]> {
  const left: PlanAction[] = []
  for (const action of mainActions(plan)) {
    const key = effectKey({ case_id: plan.case_id, action_id: action.action_id, plan_hash: plan.plan_hash, run_id, step: 'apply' })
    if ((await claims.find(key)) === undefined) left.push(action)
  }
  return left
}
