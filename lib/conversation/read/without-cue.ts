import type { FrameName } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { choices, decline, notRead } from '../ask-back/ask-back'
import { ELSEWHERE_WORDS } from '../ask-back/elsewhere'
import { doubtsAbout } from '../doubt/doubts'
import { NOT_OURS, notKnown, RUN_AT } from '../doubt/unsure'
import type { ReadingContext } from '../follow-up/context'
import { buildFrame } from '../frame/build-frame'
import { isBuilt, resolveFrame } from '../frame/resolve-frame'
import type { Slots } from '../frame/slots'
import { findTerm } from '../glossary/glossary'
import { NOBODY } from '../tag/nobody'
import type { Piece } from '../tag/tag'
import { type Correction, coverage, unexplained } from '../tag/tag-question'
import { answered } from './answered'

const NOT_WITH_IT = 'This changes nothing of what is shown, and asks for no other view.'
const MAX_PLAIN_WORDS = 4
/** More words than these that mean nothing here are another matter, not a name that was not found. */
const MOST_UNKNOWN = 2
const CURRENCY = /^(?:euros?|eur|pounds?|gbp|sterling|rupees?|inr|yen|jpy|francs?|chf)$/
// Words that only hold names together or ask for them politely.
const BARE: ReadonlySet<string> = new Set(
  `show give list open display see get go to all only just the of in for on from with at by per my our me us please any and or a an what how about now here there it this that is are was were be i we
  number numbers figure figures amount amounts you want need look like would can could so well ok okay hello hi hey thanks thank kindly tell let has have had did do does top then also some more which severity severities sev priority level ones stuff things items any case cases anomalies team account service region too instead whole`.split(
    /\s+/,
  ),
)

// Said to be polite, with nothing asked.
const GREETS =
  /^(?:hi|hey|hello|hiya|yo|good|morning|afternoon|evening|day|thanks|thank|nothing|you|very|so|much|a|lot|great|nice|cool|ok|okay|fine|alright|yes|no|sorry|please|bye|dear|team|there|all|everyone|how|are|i|am|is|it|well)$/

/** No cue at all: names and periods alone still say enough, nothing at all does not. */
export function withoutCue(question: string, pieces: readonly Piece[], slots: Slots, corrections: readonly Correction[], ctx: ReadingContext): Reading {
  if (pieces.some((p) => CURRENCY.test(p.text)) && pieces.length <= MAX_PLAIN_WORDS)
    return decline(question, 'Every amount is in the currency of the bill; none is converted.')
  if (coverage(pieces) < RUN_AT) {
    const unknown = unexplained(pieces)
    const is_near = ctx.previous !== null || pieces.some((p) => p.tag !== null)
    return decline(question, is_near && unknown.length > 0 && unknown.length <= MOST_UNKNOWN ? notKnown(unknown) : NOT_OURS)
  }
  const offer = (asked: string, ...names: readonly FrameName[]): Reading => {
    const built = names.map((name) => resolveFrame(name, pieces, slots, ctx))
    return choices(
      asked,
      built.filter(isBuilt).map(({ frame }) => frame),
      ctx,
    )
  }
  // Beside what is shown a question back would only keep the next question open, too.
  if (ctx.previous !== null && !pieces.some((p) => p.tag !== null)) return decline(question, NOT_WITH_IT)
  if (!pieces.some((p) => p.tag !== null) && slots.person === null)
    return pieces.every((p) => GREETS.test(p.text)) || pieces.some((p) => ELSEWHERE_WORDS.has(p.text))
      ? decline(question, NOT_OURS)
      : offer('What should be shown?', 'breakdown', 'top_movers', 'list_anomalies', 'my_queue')
  // Names alone are read as themselves; with a verb or a thing beside them they are part of a question that no view fits.
  const isLeftOut = (text: string): boolean => slots.except.length > 0 && /^(?:without|excluding|except|minus|but|not)$/.test(text)
  // “The services account” names no account.
  const has_group = pieces.some((p) => p.tag?.tag === 'group')
  const isBare = (text: string): boolean => BARE.has(text) && !(has_group && /^(?:team|account|service|region)$/.test(text))
  const unread = pieces.flatMap((p) => (p.tag === null && !isBare(p.text) && !isLeftOut(p.text) && p.text !== '-' ? [p.text] : []))
  const as = (name: FrameName, score = 0.8): Reading => {
    const built = resolveFrame(name, pieces, slots, ctx)
    if (!isBuilt(built)) return built
    const doubts = doubtsAbout(built.frame, pieces, slots, ctx, false, unread)
    return doubts.length > 0 ? notRead(doubts, [built.frame], ctx) : answered(built, slots, score, corrections, null, ctx)
  }
  // What nobody has taken are cases.
  if (slots.person === NOBODY) return as('list_anomalies')
  if (slots.case_ids.length > 0 || slots.ordinal !== null || slots.unknown_case !== null) return as('explain_case', 0.85)
  // The name of a category alone may ask what it is, or what there is of it.
  const term = findTerm(pieces.map((p) => p.text).join(' '))
  if (slots.category !== null && pieces.length === 1 && term !== undefined)
    return choices('What about it?', [buildFrame('list_anomalies', slots, ctx.today), { frame: 'define_term', term: term.term }], ctx)
  if (slots.severity !== null || slots.category !== null) return as('list_anomalies')
  if (slots.measure === 'coverage') return as('compare_periods')
  // A few words around a time or a group ask for its cost; many words that no cue fits ask for something else.
  const is_short = pieces.filter((p) => p.tag === null).length <= MAX_PLAIN_WORDS
  if (is_short && (slots.period !== null || slots.group_by !== null || slots.side_by_side !== null || slots.charge !== null)) return as('breakdown')
  const has_place = Object.keys(slots.scope).length > 0 || slots.environment !== null
  if (has_place || (!is_short && slots.person === null)) return offer('What about it?', 'breakdown', 'top_movers', 'list_anomalies')
  return slots.person === null ? decline(question, NOT_OURS) : offer('What about them?', 'owner_load', 'list_anomalies', 'audit_search')
}
