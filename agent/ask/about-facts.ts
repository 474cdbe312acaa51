import { partWords } from '@/lib/conversation/chips/place-words'
import type { Gazetteer } from '@/lib/conversation/tag/gazetteer'
import { type Facts, words } from '@/lib/intents/fact'
import type { Frame } from '@/schemas/frame'

/** Facts that say what an answer is about; sentences use them so that a name is never free text. */
export const aboutFacts = (frame: Frame, gazetteer: Gazetteer): Facts => ({
  scope: words('Scope', partWords(frame, gazetteer) || 'the whole bill'),
  ...('period' in frame && frame.period !== null ? { period: words('Period', frame.period.label) } : {}),
  ...('baseline' in frame ? { baseline: words('Compared with', frame.baseline.label) } : {}),
})
