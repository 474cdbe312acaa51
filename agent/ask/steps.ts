import { type Narration, type Narrator, narrate, templateNarrator } from '@/agent/narration/narrator'
import type { Sentence } from '@/agent/narration/say'
import type { ReadingContext } from '@/lib/conversation/follow-up/context'
import { nextContext } from '@/lib/conversation/follow-up/next-context'
import { read } from '@/lib/conversation/read/read'
import { dayOf, secondsBetween } from '@/lib/kernel/time'
import type { UiIntent } from '@/schemas/intent'
import type { Reading, ThreadContext } from '@/schemas/reading'
import { answer } from './answer'
import { runKeyOf } from './answer-shape'
import { gazetteerOf } from './gazetteer-of'
import type { AskDeps, ReadByModel } from './port'
import { readWithModel } from './read-by-model'

// A question leans on the one before it for half an hour; later it stands alone.
const CONTEXT_SECONDS = 30 * 60
const MAX_SUGGESTIONS = 3

/** What a question is answered with, besides its words. Nothing of it is ever stored. */
export type AskRun = { deps: AskDeps; narrator?: Narrator; readByModel?: ReadByModel }

/** A question, where it was asked, and what its thread remembers. */
export type Asked = { question: string; run_id: string; focus_case: string | null; context: ThreadContext | null }

export type Answered = { intents: UiIntent[]; suggestions: string[]; next_context: ThreadContext; said: Sentence }

const recent = (context: ThreadContext | null, now: string): ThreadContext | null =>
  context !== null && secondsBetween(context.at, now) <= CONTEXT_SECONDS ? context : null

/** Question to reading. Nothing is asked of the bill but its names. */
export async function readStep({ question, focus_case, context }: Asked, { deps, readByModel }: AskRun): Promise<Reading> {
  const kept = recent(context, deps.now)
  const ctx: ReadingContext = {
    gazetteer: await gazetteerOf(deps),
    today: dayOf(deps.now),
    previous: kept?.frame ?? null,
    focus_case,
    listed: kept?.listed ?? [],
    trail: kept?.trail ?? [],
    offered: kept?.offered ?? [],
    viewer: deps.viewer.id,
    fiscal_year_starts_in_month: deps.fiscal_year_starts_in_month,
  }
  return await readWithModel(question, read(question, ctx), ctx, readByModel)
}

/** Reading to cards and one sentence. A reading that asks back or declines has no card. */
export async function answerStep({ run_id, context }: Asked, reading: Reading, { deps }: AskRun): Promise<Answered> {
  const kept = recent(context, deps.now)
  if (reading.outcome !== 'answered') {
    const text = reading.outcome === 'clarify' ? reading.question : reading.because
    return { intents: [], suggestions: [], next_context: nextContext(reading, [], kept, deps.now), said: { text, facts: {}, must_show: [] } }
  }
  const { intents, sentence, listed } = await answer(reading.frame, { ...deps, gazetteer: await gazetteerOf(deps), run_key: runKeyOf(run_id) })
  const note = reading.note === null || sentence.text === '' ? '' : ` ${reading.note}`
  return {
    intents,
    suggestions: [...new Set(intents.flatMap((i) => i.suggestions.map((s) => s.text)))].slice(0, MAX_SUGGESTIONS),
    next_context: nextContext(reading, listed, kept, deps.now),
    said: { ...sentence, text: `${sentence.text}${note}` },
  }
}

/** One sentence, said only when every figure in it resolves to a fact; null where nothing is to be said. */
export const narrateStep = async (said: Sentence, { narrator = templateNarrator }: AskRun): Promise<Narration | null> =>
  said.text === '' ? null : await narrate(narrator, said)
