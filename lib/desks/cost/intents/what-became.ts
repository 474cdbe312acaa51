import { applyReceipt } from '@/lib/execution/claims/apply-receipt'
import { wayBackOf } from '@/lib/execution/undo/way-back-of'
import { formatCount } from '@/lib/kernel/format'
import type { PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'

export type Became = 'stands' | 'not_proven' | 'undone' | 'in_part' | 'failed' | 'unknown' | 'as_before' | 'as_it_was' | 'not_begun'

// In the order in which somebody who has to act wants to read them.
const WORDS: readonly [became: Became, one: string, more: string][] = [
  ['stands', 'was carried out and stands', 'were carried out and stand'],
  ['in_part', 'failed and stands in part', 'failed and stand in part'],
  ['not_proven', 'was carried out and its way back is not proven', 'were carried out and their ways back are not proven'],
  ['unknown', 'is not known', 'are not known'],
  ['undone', 'was carried out and undone since', 'were carried out and undone since'],
  ['as_before', 'got no answer and is as it was before', 'got no answer and are as they were before'],
  ['failed', 'failed', 'failed'],
  ['as_it_was', 'was in the wanted state', 'were in the wanted state'],
  ['not_begun', 'was not begun', 'were not begun'],
]
const STANDS: readonly Became[] = ['stands', 'in_part', 'not_proven', 'unknown']

/**
 * What became of each action of a run that did not do all of its plan: "Of 5 actions 1 was carried out and stands (…), 1 failed (…) and 3 were not begun (…)."
 * Empty for a plan of one action, which the rest of the card tells.
 */
export function whatBecame(run: Run, actions: readonly PlanAction[]): string {
  if (actions.length < 2) return ''
  const each = actions.map((action) => ({ action, became: becameOf(run, action) }))
  const told = WORDS.flatMap(([became, one, more]) => {
    const mine = each.filter((e) => e.became === became)
    return mine.length === 0 ? [] : [`${mine.length} ${mine.length === 1 ? one : more} (${mine.map(({ action }) => nameOf(action)).join(', ')})`]
  })
  const [last] = told.slice(-1)
  const listed = told.length < 2 ? last : `${told.slice(0, -1).join(', ')} and ${last}`
  return `Of ${actions.length} actions ${listed}.${each.some((e) => STANDS.includes(e.became)) ? '' : ' Nothing of it stands.'}`
}

/** What became of one action: what was asked for and what of it stands. */
export function becameOf(run: Run, { action_id }: PlanAction): Became {
  const receipt = applyReceipt(run, action_id)
  const is_asked_for = run.steps.some((s) => s.action_id === action_id && s.step === 'apply' && s.status === 'running' && s.receipt === null)
  if (receipt === null) return is_asked_for ? 'unknown' : 'not_begun'
  if (is_asked_for && receipt.changed.length === 0) return 'unknown'
  const way_back = wayBackOf(run, action_id)
  if (receipt.outcome === 'uncertain') return way_back === 'undone' ? 'as_before' : 'unknown'
  const has_failed = receipt.outcome === 'failed'
  // A change whose answer was lost and that was found in place succeeded, and names no target.
  if (receipt.changed.length === 0 && receipt.outcome !== 'success') return has_failed ? 'failed' : 'as_it_was'
  if (way_back === 'undone') return has_failed ? 'failed' : 'undone'
  if (way_back === 'not_proven') return 'not_proven'
  return has_failed ? 'in_part' : 'stands'
}

/** Titles of two actions of one template may be the same; their targets are not. */
export function nameOf({ title, targets }: PlanAction): string {
  const [first] = targets
  if (first === undefined) return title
  return targets.length === 1 ? first.label : `${first.label} and ${formatCount(targets.length - 1, 'other')}`
}
