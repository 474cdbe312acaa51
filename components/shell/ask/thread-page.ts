'use client'
import type { Message } from '@ag-ui/client'
import { asSentence } from '@/components/cards/as-sentence'
import { isError } from '@/components/cards/send-command'
import { INTENT_ACTIVITY } from '@/schemas/activity'

export type ThreadSummary = { thread_id: string; title: string; updated_at: string; is_shared: boolean; is_mine: boolean; by: string }
export type ThreadPage = { thread: ThreadSummary; messages: Message[]; has_earlier: boolean; is_running: boolean }

export const UNREACHABLE = 'The server did not answer. Ask again in a moment.'

/** Asks the server about conversations. Throws an Error whose message is a sentence for the person. */
export async function threads<T>(path: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE' = 'GET', body?: unknown): Promise<T> {
  const init = method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }
  const response = await fetch(`/api/threads${path}`, { method, ...init }).catch(() => null)
  const said: unknown = await response?.json().catch(() => null)
  if (response?.ok && said !== null) return said as T
  throw new Error(isError(said) ? asSentence(said.error.message) : UNREACHABLE)
}

export const readPage = (thread_id: string, turns: number): Promise<ThreadPage> => threads(`/${encodeURIComponent(thread_id)}?turns=${turns}`)

/** The messages on the screen with those of a later reading: what is new goes to the end, what changed is replaced where it stands, what is as it was stays the same object. */
export function merged(before: readonly Message[], later: readonly Message[]): Message[] {
  const fresh = new Map(later.map((m) => [m.id, m]))
  const kept = before.map((m) => {
    const again = fresh.get(m.id)
    // A card's message is named by its revision, so the same message is the same card.
    const is_same = again === undefined || (m.role === 'activity' && m.activityType === INTENT_ACTIVITY) || JSON.stringify(again) === JSON.stringify(m)
    return is_same ? m : again
  })
  const known = new Set(before.map((m) => m.id))
  return [...kept, ...later.filter((m) => !known.has(m.id))]
}
