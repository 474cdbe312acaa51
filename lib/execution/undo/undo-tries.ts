import type { PlanAction } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'

// Of a way back that the provider refuses because a target has just been set going by something else.
export const MOST_REFUSALS = 3

/** How often undoing an action failed, whether its targets were waited for since then, and what the provider said if it refused the last try. */
export type Tries = { failures: number; has_settled_since: boolean; refusal: string | undefined }

export function triesOf({ steps }: Run, { action_id }: PlanAction): Tries {
  const mine = steps.filter((s) => s.action_id === action_id)
  const isFailure = (s: Step): boolean => s.step === 'rollback' && s.status === 'failed'
  const receipt = mine.findLast(isFailure)?.receipt
  const has_settled_since = mine.findLastIndex((s) => s.step === 'settle' && s.status !== 'failed') > mine.findLastIndex(isFailure)
  return { failures: mine.filter(isFailure).length, has_settled_since, refusal: receipt?.outcome === 'failed' ? receipt.detail : undefined }
}
