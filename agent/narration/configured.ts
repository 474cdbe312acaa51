import { join } from 'node:path'
import type { ReadByModel } from '@/agent/ask/port'
import { config, type ModelConfig } from '@/lib/kernel/config'
import { readSecret, type Secret } from '@/lib/kernel/secret'
import { makeBreaker } from './breaker'
import { keptInFolder } from './kept-in-folder'
import { openModel } from './model'
import { modelNarrator, PROMPT_VERSION } from './model-narrator'
import { type Narrator, templateNarrator } from './narrator'
import { questionReader } from './question-reader'

/** Who puts facts into words, and who reads what the grammar cannot; `read` is null without a model. */
export type Voices = { narrator: Narrator; read: ReadByModel | null }

const NOBODY: Voices = { narrator: templateNarrator, read: null }

// One per process: its breakers have to remember what failed.
const shared = globalThis as unknown as { countersign_voices?: Voices }

/** The configured model's voices, or the templates and nobody. Nothing is sent before the first question or paragraph. */
export const voices = (): Voices => (shared.countersign_voices ??= voicesOf(config().model, config().home))

export function voicesOf(model: ModelConfig | null, home: string): Voices {
  if (model === null) return NOBODY
  let key: Promise<Secret | null> | undefined
  const readKey = (): Promise<Secret | null> => {
    key ??= model.key_ref === null ? Promise.resolve(null) : readSecret(model.key_ref)
    // A key that could not be read may be there the next time.
    key.catch(() => (key = undefined))
    return key
  }
  const opened = openModel(model, readKey)
  const author = `${model.provider} ${model.model} ${PROMPT_VERSION}`
  return {
    narrator: modelNarrator(opened, makeBreaker(), keptInFolder(join(home, 'narration'), author)),
    read: questionReader(opened, makeBreaker()),
  }
}
