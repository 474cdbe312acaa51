import type { Reading } from '@/schemas/reading'
import { NOTE_ACT, NOTE_CASE, TO_A_CASE } from '../ask-back/acts'
import { decline, optionOf } from '../ask-back/ask-back'
import { RUN_AT } from '../doubt/unsure'
import type { ReadingContext } from '../follow-up/context'
import { findCase } from '../frame/find-case'
import type { Slots } from '../frame/slots'
import { type Piece, tagged } from '../tag/tag'
import type { Correction } from '../tag/tag-question'
import { answered } from './answered'

/** An order to act: nothing is done, and what a person can do instead is shown. */
export function actAsked(
  name: 'plan_show' | 'rollback_options',
  question: string,
  pieces: readonly Piece[],
  slots: Slots,
  corrections: readonly Correction[],
  ctx: ReadingContext,
): Reading {
  // What is done to a case itself has its place on the page of the case.
  if (TO_A_CASE.test(tagged(pieces))) return decline(question, NOTE_CASE)
  // A thing that is named in passing does not choose what would be acted on, nor does a team.
  if (slots.scope.owner !== undefined && slots.case_ids.length === 0) return decline(question, NOTE_ACT)
  const found = findCase({ ...slots, words: [] }, ctx)
  if (found.found !== 'one') return decline(question, NOTE_ACT)
  if (name === 'rollback_options')
    return answered({ frame: { frame: name, case_id: found.case_id }, case_source: found.source }, slots, RUN_AT, corrections, NOTE_ACT, ctx)
  return decline(question, NOTE_ACT, optionOf({ frame: name, case_id: found.case_id }, ctx))
}
