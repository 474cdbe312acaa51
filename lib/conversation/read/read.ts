import type { Scope } from '@/schemas/evidence/cost'
import type { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { ABOUT_LIMIT, ACTS, ASKS, BYPASSES, DECIDES, MINE, NOTE_ACT, NOTE_DECIDE, NOTE_SIGN, TO_SIGN_ORDER, UNDOES } from '../ask-back/acts'
import { askWhichCase, askWhichDay, choices, decline, notRead, unknownName } from '../ask-back/ask-back'
import { askWhichName, bestFrame } from '../ask-back/ask-which-name'
import { isElsewhere } from '../ask-back/elsewhere'
import { areRivals, type Candidate, candidates, MARGIN } from '../cues/candidates'
import { doubtsAbout, saidTwice } from '../doubt/doubts'
import { CATCH_ALL } from '../doubt/fits-many'
import { unknownWords } from '../doubt/of-charges'
import { withoutHeadline } from '../doubt/of-headline'
import { unspent } from '../doubt/unspent'
import { DID_YOU_MEAN, isNotUnderstood, NOT_OURS, RUN_AT, TOPIC_SCORE, TWO_WAYS } from '../doubt/unsure'
import { unusedSlots } from '../doubt/unused-slots'
import type { ReadingContext } from '../follow-up/context'
import { followUp, isElliptical } from '../follow-up/follow-up'
import { pickOffered } from '../follow-up/pick-offered'
import { withoutReplaced } from '../follow-up/replaced'
import { isBuilt, resolveFrame } from '../frame/resolve-frame'
import { collectSlots, type Slots } from '../frame/slots'
import { definitionAsked } from '../glossary/definition'
import { isFiscal, writeFiscalOut } from '../period/fiscal'
import { familyView } from '../tag/service-families'
import { type Piece, tagged } from '../tag/tag'
import { type Correction, isManner, tagQuestion, unexplained } from '../tag/tag-question'
import { normalise } from '../words/normalise'
import { actAsked } from './act-asked'
import { answered } from './answered'
import { defined } from './defined'
import { keptIn, leftAlone } from './left-alone'
import { narrowed } from './narrowed'
import { readLine } from './read-line'
import { requestsIn } from './request'
import { twoQuestions } from './two-questions'
import { unsettled } from './unsettled'
import { withoutCue } from './without-cue'

const ASK_AT = 0.45

/** Compiles a question to one frame of the closed set, or says what is missing. Pure: the same words in the same context always read the same. */
export function read(question: string, ctx: ReadingContext): Reading {
  const line = question.trim()
  if (line.startsWith('/')) return readLine(line, ctx)
  const plain = normalise(question)
  // What a fiscal year is can be asked whether or not it is set when they start.
  const written =
    isFiscal(plain) && definitionAsked(plain).asks !== 'term' ? writeFiscalOut(plain, ctx.today, ctx.fiscal_year_starts_in_month ?? null) : { text: question }
  if ('because' in written) return decline(question, written.because)
  const whole = readWhole(written.text, ctx)
  const normalised = normalise(written.text)
  const is_open = whole.outcome === 'clarify' || (whole.outcome === 'declined' && isNotUnderstood(whole.because))
  if (whole.outcome === 'answered') return twoQuestions(normalised, ctx, (clause) => readWhole(clause, ctx)) ?? whole
  if (!is_open || isElsewhere(normalised)) return whole
  // Asked back only for what was said around the question: the question alone is read.
  const alone = requestsIn(normalised, ctx).map((request) => readWhole(request, ctx))
  return alone.find((reading) => reading.outcome === 'answered') ?? whole
}

function readWhole(question: string, ctx: ReadingContext): Reading {
  const normalised = normalise(question)
  if (isElsewhere(normalised)) return decline(question, NOT_OURS)
  if (BYPASSES.test(normalised)) return decline(question, NOTE_ACT)
  const { pieces: said, corrections } = tagQuestion(question, ctx.gazetteer, ctx.today)
  const pieces = withoutReplaced(said, ctx.previous)
  if (pieces.length === 0) return decline(question, 'The question is empty.')
  const slots = collectSlots(pieces, ctx)
  const picked = pickOffered(pieces, slots, ctx)
  if (picked !== undefined) return answered({ frame: picked, case_source: 'said' }, slots, 1, corrections, null, ctx)
  const meaning = defined(question, pieces, slots, ctx)
  if (meaning !== undefined) return meaning
  const after = (then: ReadingContext): Reading => inContext(question, pieces, collectSlots(pieces, then), corrections, then)
  return (
    askedBack(question, pieces, slots, ctx) ??
    keptIn(pieces, slots, ctx) ??
    unsettled(leftAlone(narrowed(normalised, after(ctx), ctx), pieces, slots, ctx), ctx, isElliptical(pieces), after)
  )
}

/** What has to be settled before anything can be read: a name that is not there or stands for two things, a day that can be two. */
function askedBack(question: string, pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Reading | undefined {
  if (slots.missing !== null) {
    const named = (scope: Scope): Frame => bestFrame(question, { ...slots, missing: null, scope: { ...slots.scope, ...scope } }, ctx)
    return unknownName(slots.missing.key, slots.missing.said, question, ctx, named)
  }
  if (slots.ambiguous !== null) return askWhichName(slots, question, ctx)
  if (slots.vague_day !== null) return askWhichDay(slots, ctx, /\b(?:lines?|charges|items?|resources?)\b/.test(tagged(pieces)) ? 'line_items' : 'breakdown')
  // A view without a period does not need to know when the spike was.
  if (!slots.lost_onset || !CATCH_ALL.has(candidates(pieces)[0]?.frame ?? 'breakdown')) return undefined
  return askWhichCase(
    'Before or since which spike?',
    'explain_case',
    ctx.gazetteer.cases.filter((c) => !c.is_closed),
    ctx,
  )
}

function inContext(question: string, pieces: readonly Piece[], slots: Slots, corrections: readonly Correction[], ctx: ReadingContext): Reading {
  const followed = slots.left_out.length > 0 ? undefined : followUp(pieces, slots, ctx)
  if (followed !== undefined) {
    if ('clear' in followed) return answered({ frame: { frame: 'help' }, case_source: 'default' }, slots, 1, corrections, null, ctx)
    if ('nothing_before' in followed) return decline(question, 'There is nothing to go back to in this conversation.')
    const twice = saidTwice(followed.frame, pieces)
    if (twice.length > 0) return notRead(twice, [followed.frame], ctx)
    return answered({ frame: followed.frame, case_source: 'carried' }, slots, 1, corrections, null, ctx)
  }
  const text = tagged(pieces)
  const clauses = normalise(question).split(/[.:;!?,]+ /)
  if (UNDOES.test(text)) return actAsked('rollback_options', question, pieces, slots, corrections, ctx)
  if ((ACTS.test(text) || clauses.slice(1).some((clause) => ACTS.test(clause))) && !ABOUT_LIMIT.test(text))
    return actAsked('plan_show', question, pieces, slots, corrections, ctx)
  return decide(question, pieces, slots, corrections, DECIDES.test(text) && !ASKS.test(text) ? NOTE_DECIDE : null, ctx)
}

function decide(
  question: string,
  pieces: readonly Piece[],
  slots: Slots,
  corrections: readonly Correction[],
  note: string | null,
  ctx: ReadingContext,
): Reading {
  const found = candidates(pieces)
  // Whoever orders a signature is shown what waits for theirs: the place in which they can give it.
  const is_order = [
    tagged(pieces),
    ...normalise(question)
      .split(/[.;!]+ /)
      .slice(1),
  ].some((said) => TO_SIGN_ORDER.test(said))
  if (is_order && (MINE.test(tagged(pieces)) || !found.some((c) => c.frame === 'list_approvals')))
    return answered({ frame: { frame: 'my_queue' }, case_source: 'default' }, slots, RUN_AT, corrections, NOTE_SIGN, ctx)
  const [best, ...others] = found
  if (best === undefined) return withoutCue(question, pieces, slots, corrections, ctx)
  const is_guess = CATCH_ALL.has(best.frame) && unknownWords(pieces).some((word) => !isManner(word))
  const rival = others.find((other) => best.score - other.score < MARGIN && areRivals(best.frame, other.frame))
  if (best.score >= RUN_AT && rival === undefined && !is_guess) {
    const built = resolveFrame(isAboutCase(best.frame, pieces, slots, ctx) ? 'explain_case' : best.frame, pieces, slots, ctx)
    if (!isBuilt(built)) return built
    // Of a view that few questions fit, a word that names nothing (a name lowers the score before) changes how it was asked, not what.
    // One word named the topic: then nothing else may be left over.
    const is_weak = best.score <= TOPIC_SCORE
    const unknown = CATCH_ALL.has(built.frame.frame) || is_weak ? [...unknownWords(pieces), ...countsIn(pieces)] : []
    const doubts = [
      ...new Set([
        ...doubtsAbout(built.frame, pieces, slots, ctx, is_weak, [...unknown, ...unspent(best.frame, withoutHeadline(built.frame, pieces, ctx.gazetteer))]),
        ...unusedSlots(built.frame, slots).soft,
      ]),
    ]
    if (doubts.length > 0)
      return notRead(doubts, [...familyView(built.frame, pieces, ctx.gazetteer), built.frame, ...alternatives(found, pieces, slots, ctx)], ctx)
    const unused = unusedSlots(built.frame, slots)
    if (unused.hard.length > 0)
      return choices(
        `${built.frame.frame === 'breakdown' ? 'Cost' : 'This view'} has no place for ${unused.hard.join(' and ')}. ${DID_YOU_MEAN}`,
        [built.frame, ...alternatives(found, pieces, slots, ctx)],
        ctx,
      )
    const passed_over = unexplained(pieces).map((w) => `“${w}”`)
    const all = [note, passed_over.length === 0 ? null : `Not read: ${passed_over.join(', ')}.`].filter((n) => n !== null).join(' ')
    return answered(built, slots, best.score, corrections, all || null, ctx)
  }
  if (best.score < ASK_AT) return decline(question, NOT_OURS)
  const nearest = alternatives(found, pieces, slots, ctx)
  const frames = [...nearest.slice(0, 1).flatMap((frame) => familyView(frame, pieces, ctx.gazetteer)), ...nearest]
  const unknown = unexplained(pieces)
    .slice(0, 3)
    .map((w) => `“${w}”`)
  if (frames.length === 0) {
    // The view is plain and only its case is not: that is what is asked.
    const built = resolveFrame(best.frame, pieces, slots, ctx)
    return !isBuilt(built) && built.outcome === 'clarify' ? built : decline(question, TWO_WAYS)
  }
  return choices(unknown.length === 0 ? DID_YOU_MEAN : `Not known: ${unknown.join(', ')}. ${DID_YOU_MEAN}`, frames, ctx)
}

const OF_THE_BILL: ReadonlySet<string> = new Set(['breakdown', 'list_anomalies', 'line_items'])
/** "How much is this costing us" on the page of a case: nothing but what is in view was named. */
function isAboutCase(name: string, pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): boolean {
  const is_plain = pieces.every((p) => p.tag === null || p.tag.tag === 'ordinal')
  return ctx.focus_case !== null && OF_THE_BILL.has(name) && is_plain && slots.case_ids.length === 0 && /\b(?:this|it|that|here)\b/.test(tagged(pieces))
}

const countsIn = (pieces: readonly Piece[]): string[] => pieces.flatMap((p) => (p.tag === null && /^\d/.test(p.text) ? [p.text] : []))

/** The views that the words fit, as frames that run. */
const alternatives = (found: readonly Candidate[], pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Frame[] =>
  found.flatMap((c) => {
    const built = resolveFrame(c.frame, pieces, slots, ctx)
    return isBuilt(built) ? [built.frame] : []
  })
