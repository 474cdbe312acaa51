'use client'
import type { Message } from '@ag-ui/client'
import { useAgent } from '@copilotkit/react-core/v2/headless'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { UI_SENT } from '@/components/cards/ui-sent'
import { ASK_AGENT, askCore } from '@/components/shell/ask-core'
import { OFFLINE, type Trouble, useTrouble } from '@/components/shell/ask-trouble'
import { joined, transcriptOf } from '@/components/shell/ask-turns'
import { FIRST_TURNS } from '@/components/shell/first-turns'
import { merged, readPage, type ThreadPage, type ThreadSummary, threads, UNREACHABLE } from '@/components/shell/thread-page'
import { useThreadNotices } from '@/components/shell/use-thread-notices'

export type Subject = { type: 'case' | 'approval'; id: string } | null
type Kept = { thread: ThreadSummary; has_earlier: boolean; turns: number }

const THREAD_SLOT = 'countersign.ask.thread'
/** What another tab may have added meanwhile. */
const LAST_TURNS = 3
const NOTHING: Message[] = []
/** A question that runs elsewhere is looked at this often, milliseconds. */
const FOLLOW_MS = 400

/**
 * The conversation of this tab: what was said, and what a person can do with it. Other tabs and processes write to the same one.
 * `first` is the end of `opened_thread` as it came with the page: shown at once, and looked at again.
 */
export function useAsk(subject: Subject, opened_thread: string | null, first: ThreadPage | null) {
  const { agent } = useAgent({ agentId: ASK_AGENT })
  const { runs } = askCore()
  useSyncExternalStore(runs.subscribe, runs.version, runs.version)
  const [thread, setThread] = useState<string | null>(null)
  const [kept, setKept] = useState<Kept | null>(() => {
    if (first === null) return null
    if (!runs.isHere(first.thread.thread_id)) askCore().before = first.messages
    return keptOf(first, FIRST_TURNS)
  })
  const [before, setBefore] = useState(() => askCore().before)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [is_opening, setOpening] = useState(() => first === null && (opened_thread !== null || sessionStorage.getItem(THREAD_SLOT) !== null))
  const [is_followed, setFollowed] = useState(first?.is_running ?? false)
  // What the agent holds belongs to its own conversation, which may be another one while that is being left.
  const messages = agent.threadId === thread && !runs.isLeaving() ? agent.messages : NOTHING
  const is_running = runs.isHere(thread) || is_followed
  const said_before = useMemo(() => transcriptOf(before), [before])
  const transcript = useMemo(() => joined(said_before, transcriptOf(messages)), [said_before, messages])
  /** The conversation that is wanted now, before it is drawn. */
  const current = useRef<string | null>(null)

  const keep = useCallback((thread_id: string | null) => {
    setThread(thread_id)
    current.current = thread_id
    if (thread_id === null) sessionStorage.removeItem(THREAD_SLOT)
    else sessionStorage.setItem(THREAD_SLOT, thread_id)
  }, [])

  /** Shows these turns as what was said before whatever comes. */
  const show = useCallback((said: Message[]) => {
    askCore().before = said
    setBefore(said)
  }, [])

  const start = useCallback(() => {
    setTrouble(null)
    setKept(null)
    setFollowed(false)
    setOpening(false)
    void runs.leave()
    keep(null)
    show([])
  }, [keep, runs, show])

  /** Reads the last `turns` questions. `is_whole` replaces what is shown; otherwise what is new is added to it. */
  const read = useCallback(
    async (thread_id: string, turns: number, is_whole: boolean) => {
      const page = await readPage(thread_id, turns)
      if (current.current !== thread_id || runs.isHere(thread_id)) return
      const is_held = agent.threadId === thread_id && !runs.isLeaving()
      show(merged(is_whole ? [] : [...askCore().before, ...(is_held ? agent.messages : [])], page.messages))
      if (is_held) agent.setMessages([])
      setFollowed(page.is_running)
      // A conversation that began here is shown from its first question, however few of its last ones were read.
      const began_here = { has_earlier: false, turns: FIRST_TURNS }
      setKept((old) => (is_whole ? keptOf(page, turns) : { ...(old ?? began_here), thread: page.thread }))
    },
    [agent, runs, show],
  )

  const open = useCallback(
    async (thread_id: string, turns = FIRST_TURNS) => {
      setTrouble(null)
      // The answer that comes in another conversation goes on there, and nothing of that one is shown here.
      if (sessionStorage.getItem(THREAD_SLOT) !== thread_id) {
        void runs.leave()
        setFollowed(false)
        show([])
      }
      keep(thread_id)
      setOpening(true)
      const isWanted = () => current.current === thread_id
      try {
        await read(thread_id, turns, true)
      } catch (error) {
        if (!isWanted()) return
        start()
        setTrouble({ text: messageOf(error), can_retry: false, is_offline: false })
      } finally {
        if (isWanted() || current.current === null) setOpening(false)
      }
    },
    [keep, read, runs, show, start],
  )

  const send = useCallback(
    async (text: string) => {
      const question = text.trim()
      const asked_in = current.current
      const run = question === '' ? null : runs.begin(asked_in)
      if (run === null) return
      setTrouble(null)
      const subscription = agent.subscribe({ onRunStartedEvent: run.taken })
      try {
        await run.ready
        const thread_id = asked_in ?? (await threads<{ thread_id: string }>('', 'POST')).thread_id
        run.thread_id = thread_id
        // Whoever went elsewhere meanwhile is not brought back: the question is asked all the same, and found in its conversation.
        if (!run.is_left) {
          if (asked_in === null) keep(thread_id)
          show([...askCore().before, ...(agent.threadId === thread_id ? agent.messages : [])])
        }
        agent.threadId = thread_id
        agent.setMessages([{ id: crypto.randomUUID(), role: 'user', content: question }])
        await askCore().core.runAgent({ agent, forwardedProps: { ui: UI_SENT, ...(subject === null ? {} : { subject }) } })
      } catch (error) {
        setTrouble(navigator.onLine ? { text: messageOf(error), can_retry: !run.is_left, is_offline: false } : OFFLINE)
      } finally {
        subscription.unsubscribe()
        run.end()
      }
    },
    [agent, keep, runs, show, subject],
  )

  const stop = useCallback(() => {
    if (runs.isHere(thread)) {
      if (agent.isRunning && agent.threadId === thread) askCore().core.stopAgent({ agent })
    } else if (thread !== null)
      void threads(`/${encodeURIComponent(thread)}/stop`, 'POST').catch((error: unknown) =>
        setTrouble({ text: messageOf(error), can_retry: false, is_offline: false }),
      )
  }, [agent, runs, thread])

  /** What another tab did: a question asked or answered, another title, shared, deleted. */
  const look = useCallback(() => {
    const thread_id = current.current
    if (thread_id === null || runs.isHere(thread_id)) return
    read(thread_id, LAST_TURNS, false).catch((error: unknown) => setTrouble({ text: messageOf(error), can_retry: false, is_offline: false }))
  }, [read, runs])
  useThreadNotices(thread, look)
  // Opened at a thread, or where this tab left off. What came with the page may be older than the page: one kept by the browser, for example.
  const shown_first = useRef(first?.thread.thread_id)
  useEffect(() => {
    const wanted = opened_thread ?? sessionStorage.getItem(THREAD_SLOT)
    if (wanted === null) return
    if (shown_first.current !== wanted) return void open(wanted)
    shown_first.current = undefined
    if (!runs.isHere(wanted)) void runs.leave()
    keep(wanted)
    look()
  }, [keep, look, open, opened_thread, runs])
  useEffect(() => {
    if (!is_followed) return
    const timer = setInterval(look, FOLLOW_MS)
    return () => clearInterval(timer)
  }, [is_followed, look])

  useTrouble(setTrouble)

  const earlier = useCallback(() => {
    if (thread !== null && kept !== null) void open(thread, kept.turns * 4)
  }, [kept, open, thread])
  const info = kept !== null && kept.thread.thread_id === thread ? kept : null
  return {
    transcript,
    thread,
    info: info?.thread ?? null,
    has_earlier: info?.has_earlier ?? false,
    is_read_only: info !== null && !info.thread.is_mine,
    is_running,
    is_opening,
    trouble,
    send,
    stop,
    open,
    start,
    earlier,
  }
}

const keptOf = (page: ThreadPage, turns: number): Kept => ({ thread: page.thread, has_earlier: page.has_earlier, turns })
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : UNREACHABLE)
