import { isUnsure } from '@/lib/conversation/doubt/unsure'
import type { ReadingContext } from '@/lib/conversation/follow-up/context'
import { print } from '@/lib/conversation/frame/canonical'
import { readLine } from '@/lib/conversation/read/read-line'
import { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { CATALOGUE, CATALOGUE_DIGEST, namesDigest } from './catalogue'
import type { ReadByModel } from './port'

// A model's reading is never surer than what the grammar just runs.
const MODEL_SCORE = 0.75

/**
 * The grammar's reading, or a model's where the grammar is unsure and there is a model. What a model says is parsed again, and everything it names must
 * exist: otherwise the grammar's own answer stands.
 */
export async function readWithModel(question: string, reading: Reading, ctx: ReadingContext, readByModel: ReadByModel | undefined): Promise<Reading> {
  if (readByModel === undefined || !isUnsure(question, reading)) return reading
  const said = await readByModel({
    question,
    catalogue: CATALOGUE,
    catalogue_digest: CATALOGUE_DIGEST,
    names: namesDigest(ctx.gazetteer),
    today: ctx.today,
    previous: ctx.previous,
  }).catch(() => null)
  const parsed = Frame.safeParse(said)
  if (!parsed.success) return reading
  const again = readLine(print(parsed.data, ctx.today), ctx)
  return again.outcome === 'answered' ? { ...again, score: MODEL_SCORE, read_by: 'model' } : reading
}
