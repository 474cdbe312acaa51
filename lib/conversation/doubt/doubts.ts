import type { Frame } from '@/schemas/frame'
import type { ReadingContext } from '../follow-up/context'
import { isContrasted, type Slots } from '../frame/slots'
import { type Piece, type Tag, tagged, tagsOf, wordAt } from '../tag/tag'
import { isUnexplained } from '../tag/tag-question'
import { LEADING, SKIPPED } from '../words/lexicon'
import { leftover } from './leftover'
import { isOfCharge } from './of-charges'
import { withoutHeadline } from './of-headline'
import { OPERATORS } from './operators'
import { FUTURE } from './unsure'

const KINDS = {
  severity: 'severity',
  category: 'kind of anomaly',
  charge: 'kind of charge',
  measure: 'measure',
  person: 'person',
  amount: 'amount',
  group: 'grouping',
  limit: 'number of rows',
} as const
const meaningOf = (tag: Tag): string => JSON.stringify({ ...tag, said: '', has_side: null })

/** Two values of a kind that a view takes once: the second would be dropped. */
export const saidTwice = (frame: Frame, pieces: readonly Piece[]): string[] =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[])
    .filter((kind) => !(kind === 'category' && frame.frame === 'why_category' && isContrasted(pieces)))
    .flatMap((kind) => (new Set(tagsOf(pieces, kind).map(meaningOf)).size > 1 ? [`a second ${KINDS[kind]}`] : []))

// "Compare it with before", "break those down": a pronoun that something is to be done with.
const POINTS_BACK =
  /\b(?:compare|show|split|break|plot|chart|graph|group|sort|open|(?<!\ball )of|for|with|about) (it|that|those|them|these)\b(?! (?:is|are|was|were|has|have|we|i|you|they|the|a|an|my|our|<\w+>))/

// A place beside it is a part of it, not what it stands for.
const PART_OF = /\bhow (?:much|many) of (?:that|it|this|them|those|these)\b(?! (?:cost|spend|money|bill|month|week|quarter|year)\b)/

/** A pronoun in the first question of a conversation, with nothing beside it that it could stand for. */
function withoutReferent(frame: Frame, text: string, slots: Slots, ctx: ReadingContext): string[] {
  const is_known = ctx.previous !== null || ctx.focus_case !== null || (ctx.listed ?? []).length > 0
  const pronoun = POINTS_BACK.exec(text)?.[1]
  const has_place = Object.keys(slots.scope).length > 0 || slots.environment !== null || slots.side_by_side !== null || slots.charge !== null
  if (!is_known && PART_OF.test(text) && 'group_by' in frame) return ['“that”']
  return is_known || pronoun === undefined || has_place || !('baseline' in frame || 'group_by' in frame) ? [] : [`“${pronoun}”`]
}

/** Two places of one kind of which the view shows neither side by side nor as the two sides of a difference. */
function pairLost(frame: Frame, slots: Slots): string[] {
  // Only one of the two places led to the case.
  if (slots.side_by_side !== null && 'case_id' in frame && frame.case_id !== null && slots.case_ids.length === 0) return ['a second place']
  if (slots.side_by_side === null || !('scope' in frame) || (frame.frame === 'drift_between' && frame.other !== null)) return []
  if ('any_of' in frame && frame.any_of.length > 0) return []
  return 'group_by' in frame && frame.group_by === slots.side_by_side ? [] : ['a second place']
}

/** “Savings by team”, “which team saved most”: a view that is not split shows them all together. */
function splitLost(frame: Frame, pieces: readonly Piece[]): string[] {
  if ('group_by' in frame || 'by' in frame || ('case_id' in frame && frame.case_id !== null)) return []
  const splits = frame.frame === 'savings_summary' || frame.frame === 'line_items' ? /^(?:by|per|each|every|which|what)$/ : /^(?:by|per|each|every)$/
  return pieces.flatMap((p, at) => (p.tag?.tag === 'group' && splits.test(wordAt(pieces, at - 1)) ? [`“${wordAt(pieces, at - 1)} ${p.text}”`] : []))
}

/** “As a chart” after cases above an amount: the chart would show all of the cost. */
function amountLost(frame: Frame, slots: Slots, { previous }: ReadingContext): string[] {
  if (previous?.frame !== 'list_anomalies' || previous.threshold === null || frame.frame !== 'timeseries') return []
  return slots.period !== null || Object.keys(slots.scope).length > 0 ? [] : ['the amount']
}

/** A case that only its place led to, asked after in a time in which it did not begin: something else may be meant. */
function begunElsewhen(frame: Frame, pieces: readonly Piece[], { case_ids, ordinal, period }: Slots, { gazetteer, focus_case }: ReadingContext): string[] {
  if (frame.frame !== 'explain_case' || period === null || case_ids.length > 0 || ordinal !== null || frame.case_id === focus_case) return []
  // What goes on lately may have begun before.
  if (pieces.some((p) => /\b(?:lately|recently)\b/.test(p.text))) return []
  const onset = gazetteer.cases.find((c) => c.case_id === frame.case_id)?.onset ?? null
  return onset === null || (onset >= period.start && onset < period.end) ? [] : [period.label]
}

/** “The uptime of the payments API last week”: signals are shown as they stand, whatever case the place led to. */
const signalsOfOld = (frame: Frame, pieces: readonly Piece[]): string[] =>
  frame.frame === 'health_now' && frame.case_id !== null
    ? tagsOf(pieces, 'period').flatMap(({ period }) => (period.label === 'today' ? [] : [period.label]))
    : []

/** An order or a request whose verb nothing explains: "can I delegate my approvals", "ping Ines about the case". */
function unknownVerb(pieces: readonly Piece[]): string[] {
  const start = pieces.findIndex((p) => p.tag !== null || !(LEADING.has(p.text) || SKIPPED.has(p.text)))
  const ofCharge = isOfCharge(pieces)
  return pieces.flatMap((p, at) => {
    const [before, earlier] = [wordAt(pieces, at - 1), wordAt(pieces, at - 2)]
    const is_verb =
      at === start || before === 'to' || (/^(?:i|we|you|someone|somebody)$/.test(before) && /^(?:can|could|may|should|must|will|would|did|do)$/.test(earlier))
    return is_verb && isUnexplained(p) && !ofCharge(p.text) && pieces.length > 1 ? [p.text] : []
  })
}

/** What no view leaves out; “non-prod” says by itself that it is left out. */
export const leavingOut = (left_out: readonly string[]): string[] => left_out.map((said) => (said.startsWith('non') ? `“${said}”` : `leaving out “${said}”`))

/** What was said and would be passed over if this frame were shown, with the words that the caller found `unread`. Empty when the frame answers all of it. */
export function doubtsAbout(
  frame: Frame,
  pieces: readonly Piece[],
  slots: Slots,
  ctx: ReadingContext,
  is_weak = false,
  unread: readonly string[] = [],
): string[] {
  const { today, gazetteer } = ctx
  const text = tagged(pieces.map((p) => (p.tag?.tag === 'onset' ? { ...p, text: '' } : p)))
  const turned = OPERATORS.filter((o) => o.pattern.test(text) && !o.is_honoured(frame, slots, text))
  // What an operator says is not named a second time by its words: “the future”, not “the future and “forecast””.
  const taken = new Set(turned.flatMap(({ pattern }) => pattern.exec(text)?.[0].split(' ') ?? []))
  // “Three days before the spike” is one time: both parts alone are another.
  const times =
    tagsOf(pieces, 'onset').length > 0 && tagsOf(pieces, 'period').length > 0 && !/\b(?:vs|versus|against|compared?|to)\b/.test(text) ? ['a time'] : []
  // “October vs October”: one time is not held against itself.
  const named = tagsOf(pieces, 'period').map(({ period }) => `${period.start}..${period.end}`)
  const twice = 'baseline' in frame && named.length > 1 && new Set(named).size < named.length ? ['the same time twice'] : []
  const cases = (slots.case_ids.length > 0 || slots.ordinal !== null) && !('case_id' in frame) && tagsOf(pieces, 'onset').length === 0 ? ['a case'] : []
  return [
    ...turned.map(({ said }) => said),
    ...times,
    ...twice,
    // Nothing was billed yet for days to come.
    ...('period' in frame && frame.period !== null && frame.period.start > today ? [FUTURE] : []),
    ...leavingOut(slots.left_out),
    ...saidTwice(frame, pieces),
    ...cases,
    ...begunElsewhen(frame, pieces, slots, ctx),
    ...signalsOfOld(frame, pieces),
    ...pairLost(frame, slots),
    ...amountLost(frame, slots, ctx),
    ...splitLost(frame, pieces),
    // Nobody's case is no untagged cost, unless it is a team that it has not.
    ...(frame.frame === 'list_anomalies' && slots.scope.owner === '' && !/\bteam\b/.test(slots.scope_from.owner?.said ?? '') ? ['“without an owner”'] : []),
    ...withoutReferent(frame, text, slots, ctx),
    ...[...unknownVerb(pieces), ...leftover(frame, withoutHeadline(frame, pieces, gazetteer), slots, new Set(gazetteer.owners), is_weak), ...unread]
      .filter((word) => !taken.has(word))
      .map((word) => `“${word}”`),
  ]
}
