import type { FrameName, Included } from '@/schemas/frame'
import type { Slots } from './slots'

// Places that are held against one another do not count together.
const APART =
  /\b(?:compar\w*|vs|versus|against|than|differ\w*|between|side by side|relative)\b|\b(?:which|whether|more|less|cheaper|dearer|costlier|higher|lower|bigger|larger|smaller)\b.*\bor\b/

/** Places that one frame can name beside one another (schemas/frame). */
const MOST_PLACES = 6

/** Several places of one kind are what is shown and nothing else: a row each where the view is split by their kind, counted together where it is split by another. */
export function anyOfFor(name: FrameName, { several, side_by_side, group_by, scope }: Slots, carried: { any_of?: Included[] }, text: string): Included[] {
  const kept = (carried.any_of ?? []).filter((p) => scope[p.key] === undefined && several.every((s) => s.key !== p.key))
  const is_split = (group_by ?? side_by_side) === side_by_side && name !== 'line_items'
  const places = APART.test(text) && !is_split ? kept : [...kept, ...several]
  return places.length > MOST_PLACES ? [] : places
}
