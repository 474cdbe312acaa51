import type { Message } from '@ag-ui/client'
import { isIntent } from '@/components/shell/is-intent'
import { FAILURE_ACTIVITY, INTENT_ACTIVITY, TURN_ACTIVITY } from '@/schemas/activity'
import type { UiIntent } from '@/schemas/intent'
import type { RunFailure, Turn } from '@/schemas/reading'

/** One question and what came back, as the transcript shows it. */
export type AskTurn = { key: string; question: string; turn: Turn | null; sentence: string; said_by: string | null; failure: RunFailure | null }
/** `intents`: each card in its newest revision. `seen`: each revision that was shown, by `id@rev`. */
export type Transcript = {
  turns: AskTurn[]
  intents: ReadonlyMap<string, UiIntent>
  seen: ReadonlyMap<string, UiIntent>
  broken: ReadonlyMap<string, string>
}

const textOf = (message: Message): string => (typeof message.content === 'string' ? message.content : '')

/** Messages to turns. A card appears in a turn by reference, so that asking again shows the same card as it is now. */
export function transcriptOf(messages: readonly Message[]): Transcript {
  const turns: AskTurn[] = []
  const intents = new Map<string, UiIntent>()
  const seen = new Map<string, UiIntent>()
  const broken = new Map<string, string>()
  for (const message of messages) {
    if (message.role === 'user') turns.push({ key: message.id, question: textOf(message), turn: null, sentence: '', said_by: null, failure: null })
    const last = turns.at(-1)
    if (message.role === 'assistant' && last) {
      last.sentence = textOf(message)
      last.said_by = message.name ?? null
    }
    if (message.role !== 'activity') continue
    if (message.activityType === INTENT_ACTIVITY) {
      if (isIntent(message.content)) {
        const { intent_id, rev } = message.content
        seen.set(`${intent_id}@${rev}`, message.content)
        if (rev >= (intents.get(intent_id)?.rev ?? 0)) intents.set(intent_id, message.content)
      } else broken.set(message.id.replace(/^intent:/, '').replace(/@\d+$/, ''), plainOf(message.content))
    } else if (message.activityType === TURN_ACTIVITY && last && isTurn(message.content)) last.turn = message.content
    else if (message.activityType === FAILURE_ACTIVITY && last && isFailure(message.content)) last.failure = message.content
  }
  return { turns, intents, seen, broken }
}

/** What was said before and what is being said, as one. Turns and cards of before are the same objects again, so that they need not be drawn again. */
export const joined = (before: Transcript, now: Transcript): Transcript => ({
  turns: [...before.turns, ...now.turns],
  intents: new Map([...before.intents, ...[...now.intents].filter(([id, { rev }]) => rev > (before.intents.get(id)?.rev ?? -1))]),
  seen: new Map([...now.seen, ...before.seen]),
  broken: new Map([...before.broken, ...now.broken]),
})

/** A card that this page cannot draw still shows its text. */
const plainOf = (content: unknown): string => {
  const plain = (content as { plain?: unknown } | null)?.plain
  return typeof plain === 'string' ? plain : 'This card needs a newer version of the page. Reload to see it.'
}

const isTurn = (content: unknown): content is Turn => {
  const turn = content as Partial<Turn> | null
  return typeof turn?.reading?.outcome === 'string' && Array.isArray(turn.intents) && Array.isArray(turn.suggestions)
}
const isFailure = (content: unknown): content is RunFailure => typeof (content as Partial<RunFailure> | null)?.message === 'string'
