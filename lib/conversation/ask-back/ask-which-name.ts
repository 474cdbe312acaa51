import type { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { scopeValue } from '../chips/place-words'
import { candidates } from '../cues/candidates'
import type { ReadingContext } from '../follow-up/context'
import { buildFrame } from '../frame/build-frame'
import { print } from '../frame/canonical'
import { isBuilt, resolveFrame } from '../frame/resolve-frame'
import type { Slots } from '../frame/slots'
import { tagQuestion } from '../tag/tag-question'
import { decline, KIND } from './ask-back'

/** A name that fits several things: each choice is the whole question with that name settled. */
export function askWhichName(slots: Slots, question: string, ctx: ReadingContext): Reading {
  const { ambiguous } = slots
  if (ambiguous === null) return decline(question, 'The name is not known.')
  const options = ambiguous.options.map(({ key, value }) => {
    const resolved: Slots = { ...slots, ambiguous: null, scope: { ...slots.scope, [key]: value } }
    return { label: `${KIND[key]} ${scopeValue(key, value, ctx.gazetteer)}`, canonical: print(bestFrame(question, resolved, ctx), ctx.today) }
  })
  return { outcome: 'clarify', question: `“${ambiguous.said}” fits more than one name. Which one?`, options }
}

/** What the question would have been with the name settled: its best cue, or a breakdown. */
export function bestFrame(question: string, slots: Slots, ctx: ReadingContext): Frame {
  const { pieces } = tagQuestion(question, ctx.gazetteer, ctx.today)
  const best = candidates(pieces)[0]?.frame ?? 'breakdown'
  const built = resolveFrame(best, pieces, slots, ctx)
  return isBuilt(built) ? built.frame : buildFrame('breakdown', slots, ctx.today)
}
