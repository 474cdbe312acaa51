import type { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { choices } from '../ask-back/ask-back'
import type { ReadingContext } from '../follow-up/context'

// “What was the bill last month and who owns the lumen case”: two questions of which one view answers one.

const ASKS = '(?:what|who|whose|which|where|when|why|how|is there|are there|is|are|was|were|did|does|has|have|show|list|give me|tell me)'
const JOINED = new RegExp(`^(.+?)[,;.?]? (?:and|plus)(?: (?:also|then))? (${ASKS} .+)$`)
const FIRST = new RegExp(`^(?:ok |so |and |hey |hi |please |tell me |can you tell me )*${ASKS}\\b`)
const ASKS_ANEW = /^(?:who|whose|when|why|is there|are there|did|has|have)\b/
// What leans on the first clause asks more of the same thing.
const LEANS = /\b(?:it|its|that|this|them|they|their|there|those|these|he|she|one|ones|why$|by whom$)\b/
const COST: ReadonlySet<Frame['frame']> = new Set(['breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items'])
const OF_ONE_CASE: ReadonlySet<Frame['frame']> = new Set(['explain_case', 'why_category', 'plan_show', 'gate_explain', 'rollback_options', 'evidence_for'])

const areApart = (a: Frame, b: Frame): boolean =>
  a.frame !== b.frame && !(COST.has(a.frame) && COST.has(b.frame)) && !(OF_ONE_CASE.has(a.frame) && OF_ONE_CASE.has(b.frame))

/** Both questions of one sentence, each as it reads alone. Undefined where the second leans on the first, or either is none by itself. */
export function twoQuestions(normalised: string, ctx: ReadingContext, alone: (clause: string) => Reading): Reading | undefined {
  const [, first = '', second = ''] = JOINED.exec(normalised) ?? []
  // A bare first clause is a question where the second asks by itself who, when or why: “rds cost in October and also who approved the plan”.
  if (second === '' || !(FIRST.test(first) || ASKS_ANEW.test(second)) || LEANS.test(second)) return undefined
  const [a, b] = [alone(first), alone(second)]
  if (a.outcome !== 'answered' || b.outcome !== 'answered' || !areApart(a.frame, b.frame)) return undefined
  return choices('These are two questions. Which one first?', [a.frame, b.frame], ctx)
}
