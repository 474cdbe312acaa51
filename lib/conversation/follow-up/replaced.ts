import type { Frame } from '@/schemas/frame'
import { type Piece, type Tag, wordAt } from '../tag/tag'

/** What a view shows already of a kind of tag. */
function shownIn(previous: Frame, tag: Tag): unknown {
  const fields = previous as unknown as Record<string, unknown>
  return tag.tag === 'entity' ? (fields['scope'] as Record<string, unknown> | undefined)?.[tag.key] : tag.tag === 'group' ? fields['group_by'] : fields[tag.tag]
}
const meantBy = (tag: Tag): unknown =>
  tag.tag === 'entity' ? tag.value : tag.tag === 'group' ? tag.group_by : (tag as unknown as Record<string, unknown>)[tag.tag]
const kindOf = (tag: Tag): string => (tag.tag === 'entity' ? tag.key : tag.tag)

/** “By region rather than by team”, “the fees instead of the credits” after the credits by team: what is shown already was said only as what is to be replaced. */
export function withoutReplaced(pieces: readonly Piece[], previous: Frame | null): readonly Piece[] {
  const at = pieces.findIndex((_, i) => /^(?:instead of|rather than)$/.test(`${wordAt(pieces, i)} ${wordAt(pieces, i + 1)}`))
  const [replaced, ...more] = at === -1 ? [] : pieces.slice(at + 2).flatMap(({ tag }) => (tag === null ? [] : [tag]))
  if (previous === null || replaced === undefined || shownIn(previous, replaced) !== meantBy(replaced)) return pieces
  const hasOther = (others: readonly Piece[]): boolean => others.some(({ tag }) => tag !== null && kindOf(tag) === kindOf(replaced))
  const [before, behind] = [pieces.slice(0, at), pieces.slice(at + 2)]
  // “Instead of by team show it by region”.
  const rest = behind.slice(behind.findIndex(({ tag }) => tag === replaced) + 1)
  if (before.every(({ tag }) => tag === null) && hasOther(rest)) return rest
  return more.length === 0 && hasOther(before) ? before : pieces
}
