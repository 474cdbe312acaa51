import type { Plan, PlanAction } from '@/schemas/action'

type Of = Pick<Plan, 'actions'>

/** The actions that a plan is for: all but those that accompany them. Alone, what accompanies is what the plan is for. */
export function mainActions({ actions }: Of): PlanAction[] {
  const main = actions.filter((a) => a.accompanies !== true)
  return main.length === 0 ? actions : main
}

/** Whether an action stands beside those that the plan is for, and so decides nothing about them. */
export const isBeside = (plan: Of, { action_id }: Pick<PlanAction, 'action_id'>): boolean => !mainActions(plan).some((a) => a.action_id === action_id)

/** Whether a plan is for this action alone, so that without it nothing is left. */
export const isAllOf = (plan: Of, action: PlanAction): boolean => mainActions(plan).every((a) => a === action)
