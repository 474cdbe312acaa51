import type { Message } from '@ag-ui/client'
import { type Dispatch, type RefObject, type SetStateAction, useCallback, useRef, useState } from 'react'
import { askCore } from '@/components/shell/ask/ask-core'
import type { Trouble } from '@/components/shell/ask/ask-trouble'
import { FIRST_TURNS } from '@/components/shell/ask/first-turns'
import { type ThreadPage, type ThreadSummary, UNREACHABLE } from '@/components/shell/ask/thread-page'

/** A conversation as the server keeps it, and how many of its last questions were read. */
export type Kept = { thread: ThreadSummary; has_earlier: boolean; turns: number }

const THREAD_SLOT = 'countersign.ask.thread'

export const keptOf = (page: ThreadPage, turns: number): Kept => ({ thread: page.thread, has_earlier: page.has_earlier, turns })
/** Where this tab left off. */
export const threadLeft = (): string | null => sessionStorage.getItem(THREAD_SLOT)
export const failed = (error: unknown): NonNullable<Trouble> => ({
  text: error instanceof Error ? error.message : UNREACHABLE,
  can_retry: false,
  is_offline: false,
})

export type ThreadState = {
  thread: string | null
  kept: Kept | null
  before: Message[]
  trouble: Trouble
  is_opening: boolean
  is_followed: boolean
  /** The conversation that is wanted now, before it is drawn. */
  current: RefObject<string | null>
  keep: (thread_id: string | null) => void
  /** Shows these turns as what was said before whatever comes. */
  show: (said: Message[]) => void
  setKept: Dispatch<SetStateAction<Kept | null>>
  setTrouble: (trouble: Trouble) => void
  setOpening: (is_opening: boolean) => void
  setFollowed: (is_followed: boolean) => void
}

/** What this tab knows of its conversation. `first` is its end as it came with the page. */
export function useThreadState(opened_thread: string | null, first: ThreadPage | null): ThreadState {
  const [thread, setThread] = useState<string | null>(null)
  const [kept, setKept] = useState<Kept | null>(() => {
    if (first === null) return null
    if (!askCore().runs.isHere(first.thread.thread_id)) askCore().before = first.messages
    return keptOf(first, FIRST_TURNS)
  })
  const [before, setBefore] = useState(() => askCore().before)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [is_opening, setOpening] = useState(() => first === null && (opened_thread !== null || threadLeft() !== null))
  const [is_followed, setFollowed] = useState(first?.is_running ?? false)
  const current = useRef<string | null>(null)
  const keep = useCallback((thread_id: string | null) => {
    setThread(thread_id)
    current.current = thread_id
    if (thread_id === null) sessionStorage.removeItem(THREAD_SLOT)
    else sessionStorage.setItem(THREAD_SLOT, thread_id)
  }, [])
  const show = useCallback((said: Message[]) => {
    askCore().before = said
    setBefore(said)
  }, [])
  return { thread, kept, before, trouble, is_opening, is_followed, current, keep, show, setKept, setTrouble, setOpening, setFollowed }
}
