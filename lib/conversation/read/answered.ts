import type { Reading } from '@/schemas/reading'
import { chipsOf } from '../chips/chips'
import { sourcesOf } from '../chips/sources'
import type { ReadingContext } from '../follow-up/context'
import { print } from '../frame/canonical'
import type { Built } from '../frame/resolve-frame'
import type { Slots } from '../frame/slots'
import type { Correction } from '../tag/tag-question'

/** A frame that runs, with how it was understood and what was read differently. */
export function answered(built: Built, slots: Slots, score: number, corrections: readonly Correction[], note: string | null, ctx: ReadingContext): Reading {
  const { frame } = built
  const chips = chipsOf(frame, sourcesOf(frame, slots, ctx.previous, built.case_source), corrections, ctx.gazetteer, ctx.today)
  const fixed = corrections.map((c) => `Read “${c.said}” as ${c.as}.`).join(' ')
  return {
    outcome: 'answered',
    frame,
    canonical: print(frame, ctx.today),
    chips,
    score,
    note: [note, fixed].filter(Boolean).join(' ') || null,
    read_by: 'grammar',
  }
}
