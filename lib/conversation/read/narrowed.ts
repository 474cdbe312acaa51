import type { Reading } from '@/schemas/reading'
import { choices } from '../ask-back/ask-back'
import type { ReadingContext } from '../follow-up/context'

// “Only the imports”, “just new resources”: some of what is shown. A question that goes on to another form of it says so: “just the lines”, “only as a chart”.
const NARROWS = /^(?:and |but |now )?(?:only|just) (?!(?:show|give|tell|as|the (?:lines?|line items|trend|chart|graph|total|sum)|lines?|a|compare|explain)\b)/

/** Words that keep a part of what is shown and were read as another view ask for neither: both are offered. */
export function narrowed(normalised: string, reading: Reading, ctx: ReadingContext): Reading {
  const { previous } = ctx
  const is_other = reading.outcome === 'answered' && previous !== null && reading.frame.frame !== previous.frame
  return is_other && NARROWS.test(normalised) && normalised.split(' ').length <= 5 ? choices('Only what of it?', [previous, reading.frame], ctx) : reading
}
