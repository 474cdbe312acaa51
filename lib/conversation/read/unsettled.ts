import type { Reading } from '@/schemas/reading'
import { choices } from '../ask-back/ask-back'
import type { ReadingContext } from '../follow-up/context'
import { parse } from '../frame/canonical'

const MAX_CHOICES = 4

/**
 * Right after a question that was asked back nothing is settled: “by team” may go with what was shown before it, or with what it would have shown. Whatever leans on the view before is
 * offered for both; a question that means the same by itself is answered.
 */
export function unsettled(reading: Reading, ctx: ReadingContext, is_short: boolean, again: (ctx: ReadingContext) => Reading): Reading {
  const offered = ctx.offered ?? []
  if (offered.length === 0 || (ctx.previous === null && !is_short) || reading.outcome !== 'answered') return reading
  const alone = again({ ...ctx, previous: null, offered: [] })
  const by_itself = alone.outcome === 'answered' ? alone.canonical : null
  if (by_itself === reading.canonical && ctx.previous !== null) return reading
  const after = offered.slice(0, MAX_CHOICES).flatMap((choice) => {
    const found = again({ ...ctx, previous: parse(choice.canonical, ctx.today) ?? null, offered: [] })
    return found.outcome === 'answered' && found.canonical !== by_itself && found.canonical !== reading.canonical ? [found.frame] : []
  })
  // None of the choices gives it anything else to go with.
  return after.length === 0 ? reading : choices('The question before is still open. Does this go with', [...after, reading.frame], ctx)
}
