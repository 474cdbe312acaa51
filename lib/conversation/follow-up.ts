import type { Frame } from '@/schemas/frame'
import { buildFrame } from './build-frame'
import type { ReadingContext } from './context'
import { defaultBaseline } from './period'
import type { Slots } from './slots'
import { type Piece, tagged } from './tag'

// Words that only join a follow-up to what came before.
const JOINTS = new Set(
  `and or what about how now also only just for in by per group grouped instead no not the same of again but show make it me us vs versus compared compare to with against with that there please ok okay then
  is was were all do does did a on at than split broken down break top limit first biggest rows view as from switch use change try rather i meant mean`
    .split(/\s+/)
    .filter(Boolean),
)
const CLEAR = /^(?:forget (?:that|it|this)|start over|clear|reset|new question|never mind|nevermind)$/
const UNFILTER =
  /\b(?:everywhere|all (?:accounts|services|regions|teams)|whole bill|everything|remove (?:the |that |all )?filters?|without (?:the |that |any )?filters?|no filters?|overall)\b/
const MORE = /^(?:show |give )?(?:me )?(?:some )?more(?: rows)?$/
const MAX_LIMIT = 50

export type FollowUp = { frame: Frame } | { clear: true } | undefined

/** True when a question has nothing of its own but slots: "and ml-research?", "by team", "last month instead", "top 3". */
export const isElliptical = (pieces: readonly Piece[]): boolean =>
  pieces.some((p) => p.tag !== null) && pieces.every((p) => p.tag !== null || JOINTS.has(p.text))

const hasScope = (frame: Frame): frame is Extract<Frame, { scope: unknown }> => 'scope' in frame

/** The previous frame with the slots of an elliptical question put in. Undefined when the question stands by itself. */
export function followUp(pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): FollowUp {
  const text = tagged(pieces)
  if (CLEAR.test(text)) return { clear: true }
  const { previous } = ctx
  if (previous === null || !hasScope(previous)) return undefined
  if (MORE.test(text) && 'limit' in previous) return { frame: { ...previous, limit: Math.min(MAX_LIMIT, previous.limit * 2) } }
  if (UNFILTER.test(text) && slots.period === null && Object.keys(slots.scope).length === 0) return { frame: withGroup({ ...previous, scope: {} }, slots) }
  return isElliptical(pieces) && slots.case_ids.length === 0 && slots.ordinal === null ? { frame: replaceSlots(previous, slots, ctx) } : undefined
}

function replaceSlots(previous: Extract<Frame, { scope: unknown }>, slots: Slots, ctx: ReadingContext): Frame {
  // A list of cases has neither period nor groups: asked for one, the same scope is broken down.
  if (previous.frame === 'list_anomalies' && (slots.period ?? slots.group_by ?? slots.side_by_side) !== null)
    return buildFrame('breakdown', slots, ctx.today, { scope: previous.scope })
  const scope = { ...previous.scope, ...slots.scope }
  // An account and its team or region seldom meet: a new account starts from the account.
  if (slots.scope.service_name !== undefined) delete scope.usage_type
  if (slots.side_by_side !== null) delete scope[slots.side_by_side]
  let frame = withGroup({ ...previous, scope }, slots)
  if (slots.severity !== null && frame.frame === 'list_anomalies') frame = { ...frame, severity: slots.severity }
  if (slots.limit !== null && 'limit' in frame) frame = { ...frame, limit: slots.limit }
  if (slots.period !== null && 'period' in frame) {
    frame = { ...frame, period: slots.period }
    if ('baseline' in frame) frame = { ...frame, baseline: defaultBaseline(slots.period, ctx.today) }
  }
  if (slots.baseline !== null && 'period' in frame) {
    if ('baseline' in frame) frame = { ...frame, baseline: slots.baseline }
    else
      frame = {
        frame: 'compare_periods',
        scope,
        group_by: 'group_by' in frame ? frame.group_by : 'service_name',
        period: frame.period,
        baseline: slots.baseline,
        limit: 'limit' in frame ? frame.limit : 10,
      }
  }
  return frame
}

/** "by team" on a view without groups is a breakdown of the same scope and period. */
function withGroup(frame: Extract<Frame, { scope: unknown }>, slots: Slots): Extract<Frame, { scope: unknown }> {
  const group_by = slots.group_by ?? slots.side_by_side
  if (group_by === null) return frame
  if ('group_by' in frame) return { ...frame, group_by }
  if ('period' in frame) return { frame: 'breakdown', scope: frame.scope, group_by, period: frame.period, limit: slots.limit ?? 10 }
  return frame
}
