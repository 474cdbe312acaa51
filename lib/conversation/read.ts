import type { Reading } from '@/schemas/frame'
import { askWhichCase, decline, MAX_OPTIONS, unknownName } from './ask-back'
import { askWhichName } from './ask-which-name'
import { buildFrame } from './build-frame'
import { candidates } from './candidates'
import { parse, print } from './canonical'
import { chipsOf, describe, sourcesOf } from './chips'
import type { ReadingContext } from './context'
import { findCase } from './find-case'
import { followUp } from './follow-up'
import { type Built, resolveFrame } from './resolve-frame'
import { collectSlots, type Slots } from './slots'
import { type Piece, tagged } from './tag'
import { type Correction, coverage, tagQuestion, unexplained } from './tag-question'

const RUN_AT = 0.75
const MARGIN = 0.15
const ASK_AT = 0.45

// Verbs that would change something. A question cannot: it is answered with the view in which a person can act.
const ACTS =
  /^(?:please |now |go |just |can you |could you |ok |and )*(?:stop|shut ?down|shut|terminate|delete|kill|execute|apply|run|start|restart|resize|buy|purchase|roll ?back|undo|schedule|remove|drop|disable|turn off|switch off|do it|fix it|close|assign|snooze)\b(?!.*\b(?:trend|history)\b)/
const DECIDES = /\b(?:approve|sign|deny|reject|veto|countersign)\b/
const ASKS = /\b(?:who|why|what|which|can|must|when|need|needs|have|has|waiting|how|is|are|any|anything)\b/
const NOTE_DECIDE = 'A question changes nothing: approve or deny on the card.'
const NOTE_ACT = 'A question changes nothing: an action runs only from an approved plan.'

/** Compiles a question to one frame of the closed set, or says what is missing. Pure: the same words in the same context always read the same. */
export function read(question: string, ctx: ReadingContext): Reading {
  const line = question.trim()
  if (line.startsWith('/')) return readLine(line, ctx)
  const { pieces, corrections } = tagQuestion(question, ctx.gazetteer, ctx.today)
  const slots = collectSlots(pieces, ctx)
  const text = tagged(pieces)
  if (pieces.length === 0) return decline(question, 'The question is empty.')
  if (slots.missing !== null) return unknownName(slots.missing.key, slots.missing.said, question, ctx)
  if (slots.ambiguous !== null) return askWhichName(slots, question, ctx)
  if (slots.lost_onset)
    return askWhichCase(
      'Before or since which spike?',
      'explain_case',
      ctx.gazetteer.cases.filter((c) => !c.is_closed),
      ctx,
      question,
    )
  const followed = followUp(pieces, slots, ctx)
  if (followed !== undefined)
    return 'clear' in followed
      ? answered({ frame: { frame: 'help' }, case_source: 'default' }, slots, 1, corrections, null, ctx)
      : answered({ frame: followed.frame, case_source: 'carried' }, slots, 1, corrections, null, ctx)
  if (ACTS.test(pieces.map((p) => p.text).join(' '))) return actAsked(question, slots, corrections, ctx)
  const note = DECIDES.test(text) && !ASKS.test(text) ? NOTE_DECIDE : null
  return decide(question, pieces, slots, corrections, note, ctx)
}

function readLine(line: string, ctx: ReadingContext): Reading {
  const frame = parse(line, ctx.today)
  if (frame === undefined) return decline(line, 'This line is not a question I can run: check the words after each colon.')
  const known = 'case_id' in frame && frame.case_id !== null ? ctx.gazetteer.cases.some((c) => c.case_id === frame.case_id) : true
  if (!known) return decline(line, `There is no case ${'case_id' in frame ? frame.case_id : ''}.`)
  const scope_from = 'scope' in frame ? Object.fromEntries(Object.keys(frame.scope).map((key) => [key, { source: 'said' as const, said: '' }])) : {}
  const chips = chipsOf(
    frame,
    { scope: scope_from, period: 'said', baseline: 'said', group_by: 'said', limit: 'said', case_id: 'said' },
    [],
    ctx.gazetteer,
    ctx.today,
  )
  return { outcome: 'answered', frame, canonical: print(frame, ctx.today), chips, score: 1, note: null }
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
  const [best, second] = found
  if (best === undefined) return withoutCue(question, pieces, slots, corrections, ctx)
  const is_clear = best.score >= RUN_AT && (second === undefined || best.score - second.score >= MARGIN)
  if (is_clear) {
    const built = resolveFrame(best.frame, pieces, slots, ctx)
    const passed_over = unexplained(pieces).map((w) => `“${w}”`)
    const all = [note, passed_over.length === 0 ? null : `Not read: ${passed_over.join(', ')}.`].filter((n) => n !== null).join(' ')
    return 'outcome' in built ? built : answered(built, slots, best.score, corrections, all || null, ctx)
  }
  if (best.score < ASK_AT) return decline(question, 'This is not a question about the bill, its cases or their approvals.')
  const options = found.flatMap((c) => {
    const built = resolveFrame(c.frame, pieces, slots, ctx)
    return 'outcome' in built ? [] : [{ label: describe(built.frame, ctx.gazetteer), canonical: print(built.frame, ctx.today) }]
  })
  const unknown = unexplained(pieces)
    .slice(0, 3)
    .map((w) => `“${w}”`)
  const asked = unknown.length === 0 ? 'Did you mean' : `Not known: ${unknown.join(', ')}. Did you mean`
  return options.length === 0
    ? decline(question, 'This can be read in more than one way, and none fits.')
    : { outcome: 'clarify', question: asked, options: options.slice(0, MAX_OPTIONS) }
}

/** No cue at all: names and periods alone still say enough, nothing at all does not. */
function withoutCue(question: string, pieces: readonly Piece[], slots: Slots, corrections: readonly Correction[], ctx: ReadingContext): Reading {
  const has_scope = Object.keys(slots.scope).length > 0
  if (coverage(pieces) < RUN_AT || !pieces.some((p) => p.tag !== null))
    return decline(question, 'This is not a question about the bill, its cases or their approvals.')
  if (slots.case_ids.length > 0 || slots.ordinal !== null || slots.unknown_case !== null) {
    const built = resolveFrame('explain_case', pieces, slots, ctx)
    return 'outcome' in built ? built : answered(built, slots, 0.85, corrections, null, ctx)
  }
  if (slots.period !== null || slots.group_by !== null || slots.side_by_side !== null)
    return answered({ frame: buildFrame('breakdown', slots, ctx.today), case_source: 'default' }, slots, 0.8, corrections, null, ctx)
  if (slots.severity !== null)
    return answered({ frame: buildFrame('list_anomalies', slots, ctx.today), case_source: 'default' }, slots, 0.8, corrections, null, ctx)
  if (!has_scope) return decline(question, 'This is not a question about the bill, its cases or their approvals.')
  const options = (['breakdown', 'top_movers', 'list_anomalies'] as const).map((name) => buildFrame(name, slots, ctx.today))
  return {
    outcome: 'clarify',
    question: 'What about it?',
    options: options.map((f) => ({ label: describe(f, ctx.gazetteer), canonical: print(f, ctx.today) })),
  }
}

function actAsked(question: string, slots: Slots, corrections: readonly Correction[], ctx: ReadingContext): Reading {
  const found = findCase(slots, ctx)
  if (found.found === 'one')
    return answered({ frame: { frame: 'plan_show', case_id: found.case_id }, case_source: found.source }, slots, RUN_AT, corrections, NOTE_ACT, ctx)
  return decline(question, NOTE_ACT)
}

function answered(built: Built, slots: Slots, score: number, corrections: readonly Correction[], note: string | null, ctx: ReadingContext): Reading {
  const { frame } = built
  const chips = chipsOf(frame, sourcesOf(frame, slots, ctx.previous, built.case_source), corrections, ctx.gazetteer, ctx.today)
  const fixed = corrections.map((c) => `Read “${c.said}” as ${c.as}.`).join(' ')
  return { outcome: 'answered', frame, canonical: print(frame, ctx.today), chips, score, note: [note, fixed].filter(Boolean).join(' ') || null }
}
