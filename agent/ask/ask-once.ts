import type { Reading } from '@/schemas/reading'
import { oncePerRun } from './once-per-run'
import { type Answered, type Asked, type AskRun, answerStep, narrateStep, readStep } from './steps'

export type AskedOnce = Omit<Answered, 'said'> & { reading: Reading; sentence: string; said_by: string }

/** The three steps of the ask graph in one call, for doors that show a finished answer and no progress. */
export async function askOnce(asked: Asked, run: AskRun): Promise<AskedOnce> {
  const once: AskRun = { ...run, deps: oncePerRun(run.deps) }
  const reading = await readStep(asked, once)
  const { said, ...answered } = await answerStep(asked, reading, once)
  const narration = await narrateStep(said, once)
  return { ...answered, reading, sentence: narration?.text ?? '', said_by: narration?.by ?? '' }
}
