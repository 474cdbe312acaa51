import { CONFIRM_LEVELS } from '@/schemas/activity'
import type { UiIntent } from '@/schemas/intent'

/**
 * The buttons that this page may show. One whose confirmation it does not know is left out, because it could not ask for what the rule wants; and none
 * is shown when a figure that every decision has to show is not there. `is_withheld` says that something can be decided elsewhere.
 */
export function offeredActions({ actions, must_show, facts }: Pick<UiIntent, 'actions' | 'must_show' | 'facts'>): {
  actions: UiIntent['actions']
  is_withheld: boolean
} {
  if (must_show.some((id) => facts[id] === undefined)) return { actions: [], is_withheld: actions.length > 0 }
  const known = actions.filter((action) => CONFIRM_LEVELS.includes(action.confirm?.level))
  return { actions: known, is_withheld: known.length < actions.length }
}
