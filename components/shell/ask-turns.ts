import type { Message } from '@ag-ui/client'
import { FAILURE_ACTIVITY, RunFailure, TURN_ACTIVITY, Turn } from '@/schemas/frame'
import { INTENT_ACTIVITY, UiIntent } from '@/schemas/intent'

/** One question and what came back, as the transcript shows it. */
export type AskTurn = { key: string; question: string; turn: Turn | null; sentence: string; failure: RunFailure | null }
export type Transcript = { turns: AskTurn[]; intents: ReadonlyMap<string, UiIntent>; broken: ReadonlyMap<string, string> }

const textOf = (message: Message): string => (typeof message.content === 'string' ? message.content : '')

/** Messages to turns. A card appears in a turn by reference, so that asking again shows the same card as it is now. */
export function transcriptOf(messages: readonly Message[]): Transcript {
  const turns: AskTurn[] = []
  const intents = new Map<string, UiIntent>()
  const broken = new Map<string, string>()
  for (const message of messages) {
    if (message.role === 'user') turns.push({ key: message.id, question: textOf(message), turn: null, sentence: '', failure: null })
    const last = turns.at(-1)
    if (message.role === 'assistant' && last) last.sentence = textOf(message)
    if (message.role !== 'activity') continue
    if (message.activityType === INTENT_ACTIVITY) {
      const parsed = UiIntent.safeParse(message.content)
      if (parsed.success) intents.set(parsed.data.intent_id, parsed.data)
      else broken.set(message.id.replace(/^intent:/, ''), plainOf(message.content))
    } else if (message.activityType === TURN_ACTIVITY && last) last.turn = Turn.safeParse(message.content).data ?? last.turn
    else if (message.activityType === FAILURE_ACTIVITY && last) last.failure = RunFailure.safeParse(message.content).data ?? null
  }
  return { turns, intents, broken }
}

/** A card that this page cannot draw still shows its text. */
const plainOf = (content: unknown): string => {
  const plain = (content as { plain?: unknown } | null)?.plain
  return typeof plain === 'string' ? plain : 'This card needs a newer version of the page. Reload to see it.'
}
