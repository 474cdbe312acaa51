'use client'
import type { Message } from '@ag-ui/client'
import { useAgent } from '@copilotkit/react-core/v2/headless'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { ASK_AGENT, askCore } from '@/components/shell/ask/ask-core'
import { useTrouble } from '@/components/shell/ask/ask-trouble'
import { joined, transcriptOf } from '@/components/shell/ask/ask-turns'
import type { ThreadPage } from '@/components/shell/ask/thread-page'
import { useOpenedThread } from '@/components/shell/ask/use-opened-thread'
import { type Subject, useSendQuestion } from '@/components/shell/ask/use-send-question'
import { useThreadNotices } from '@/components/shell/ask/use-thread-notices'
import { threadLeft, useThreadState } from '@/components/shell/ask/use-thread-state'

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
  const state = useThreadState(opened_thread, first)
  const { thread, kept, before, trouble, is_opening, is_followed, keep, setTrouble } = state
  // What the agent holds belongs to its own conversation, which may be another one while that is being left.
  const messages = agent.threadId === thread && !runs.isLeaving() ? agent.messages : NOTHING
  const said_before = useMemo(() => transcriptOf(before), [before])
  const transcript = useMemo(() => joined(said_before, transcriptOf(messages)), [said_before, messages])
  const { start, open, look } = useOpenedThread(agent, state)
  const { send, stop } = useSendQuestion(agent, subject, state)
  useThreadNotices(thread, look)
  // Opened at a thread, or where this tab left off. What came with the page may be older than the page: one kept by the browser, for example.
  const shown_first = useRef(first?.thread.thread_id)
  useEffect(() => {
    const wanted = opened_thread ?? threadLeft()
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
    is_running: runs.isHere(thread) || is_followed,
    is_opening,
    trouble,
    send,
    stop,
    open,
    start,
    earlier,
  }
}
