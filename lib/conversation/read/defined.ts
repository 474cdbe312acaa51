import type { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { choices, decline } from '../ask-back/ask-back'
import type { ReadingContext } from '../follow-up/context'
import { NO_SLOTS, type Slots } from '../frame/slots'
import { definitionAsked } from '../glossary/definition'
import type { Piece } from '../tag/tag'
import { normalise } from '../words/normalise'
import { answered } from './answered'

/** What a word means, where that is asked; undefined where it is not. */
export function defined(question: string, pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Reading | undefined {
  const normalised = normalise(question)
  const said = definitionAsked(normalised)
  const definition = said.asks === 'term' ? said : definitionAsked(pieces.map((p) => p.text).join(' '))
  const [case_id] = slots.case_ids
  if (definition.asks === 'term') {
    const term: Frame = { frame: 'define_term', term: definition.term }
    // “Explain gp2”: the word, and the case that is called so.
    if (case_id !== undefined && /^(?:please )?(?:explain|describe)\b/.test(normalised))
      return choices('What about it?', [{ frame: 'explain_case', case_id }, term], ctx)
    return answered({ frame: term, case_source: 'default' }, NO_SLOTS, 1, [], null, ctx)
  }
  return definition.asks === 'unknown' && case_id === undefined ? unknownTerm(question, definition, ctx) : undefined
}

function unknownTerm(question: string, { said, near }: { said: string; near: string[] }, ctx: ReadingContext): Reading {
  const because = near.length > 0 && near.join(' and ') === said ? 'Two terms were named.' : `The glossary has no “${said}”.`
  return near.length === 0
    ? decline(question, because)
    : choices(
        `${because} Did you mean`,
        near.map((term): Frame => ({ frame: 'define_term', term })),
        ctx,
      )
}
