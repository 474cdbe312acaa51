import type { Run } from '@/schemas/execution'

/**
 * How far the way back of an action has come: `undone` once it was asked for and proven, `not_proven` where it was asked for and its targets were not seen as they were, because that was not
 * waited for or no answer came; `none` where nothing was asked for, or it was refused.
 */
export function wayBackOf({ state, steps }: Pick<Run, 'state' | 'steps'>, action_id: string): 'undone' | 'not_proven' | 'none' {
  const asked_at = steps.findLastIndex((s) => s.action_id === action_id && s.step === 'rollback')
  const asked = steps[asked_at]
  if (asked?.receipt?.outcome === 'uncertain') return 'not_proven'
  if (asked?.status !== 'done') return 'none'
  const unsettled_at = steps.findLastIndex((s) => s.action_id === action_id && s.step === 'settle' && s.status !== 'done')
  // Each action is proven before the next is asked for, and all of them before a run is rolled back.
  const is_proven = state === 'rolled_back' || unsettled_at < asked_at || steps.slice(unsettled_at).some((s) => s.step === 'rollback')
  return is_proven ? 'undone' : 'not_proven'
}
