import type { Sentence } from '@/agent/narration/say'
import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import { canonicalJson, digest } from '@/lib/kernel/canonical'
import type { UiIntent } from '@/schemas/intent'
import type { AskDeps } from './port'

/** What a question gets: cards, one sentence, and the case ids of a list so that "the second one" has a meaning. */
export type Answer = { intents: UiIntent[]; sentence: Sentence; listed: string[] }

/** What an answer is made with besides the stores: the names of the tenant and an id that keeps this run's cards apart from others. */
export type AskWith = AskDeps & { gazetteer: Gazetteer; run_key: string }

/** Short id of a run for the ids of its cards. */
export const runKeyOf = (run_id: string): string => digest(canonicalJson(run_id)).slice(0, 12)
