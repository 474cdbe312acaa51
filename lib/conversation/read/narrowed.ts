import type { Reading } from '@/schemas/reading'
import { choices } from '../ask-back/ask-back'
import { DID_YOU_MEAN } from '../doubt/unsure'
import type { ReadingContext } from '../follow-up/context'
import { parse } from '../frame/canonical'

// “Only the imports”, “just new resources”: some of what is shown. A question that goes on to another form of it says so: “just the lines”, “only as a chart”.
const NARROWS = /^(?:and |but |now )?(?:only|just) (?!(?:show|give|tell|as|the (?:lines?|line items|trend|chart|graph|total|sum)|lines?|a|compare|explain)\b)/

/** Words that keep a part of what is shown and were read as another view ask for neither: both are offered. */
export function narrowed(normalised: string, reading: Reading, ctx: ReadingContext): Reading {
  const { previous } = ctx
  // What was asked back names the view that comes nearest.
  const [nearest] = reading.outcome === 'clarify' && reading.question.endsWith(DID_YOU_MEAN) ? reading.options : []
  const frame = reading.outcome === 'answered' ? reading.frame : nearest === undefined ? undefined : parse(nearest.canonical, ctx.today)
  if (previous === null || frame === undefined || frame.frame === previous.frame) return reading
  return NARROWS.test(normalised) && normalised.split(' ').length <= 5 ? choices('Only what of it?', [previous, frame], ctx) : reading
}
