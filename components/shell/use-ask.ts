'use client'
import { useAgent } from '@copilotkit/react-core/v2/headless'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ASK_AGENT, askCore } from '@/components/shell/ask-core'
import { transcriptOf } from '@/components/shell/ask-turns'
import type { ErrorBody } from '@/schemas/error'

export type Subject = { type: 'case' | 'approval'; id: string } | null
type Trouble = { text: string; can_retry: boolean; is_offline: boolean } | null

const THREAD_SLOT = 'countersign.ask.thread'
const OFFLINE: Trouble = { text: 'The last answers stay here. Ask again when the connection is back.', can_retry: false, is_offline: true }
const UNREACHABLE = 'The server did not answer. Ask again in a moment.'

/** A new conversation. Its id is made by the server, so that nobody can guess or claim one. */
async function newThread(): Promise<string> {
  const response = await fetch('/api/threads', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  const body = (await response.json().catch(() => null)) as { thread_id?: string } | ErrorBody | null
  if (response.ok && body !== null && 'thread_id' in body && body.thread_id) return body.thread_id
  throw new Error(body !== null && 'error' in body ? body.error.message : UNREACHABLE)
}

/** The conversation of this tab: what was said, and what a person can do with it. */
export function useAsk(subject: Subject, opened_thread: string | null) {
  const { agent } = useAgent({ agentId: ASK_AGENT })
  const [thread, setThread] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [is_sending, setSending] = useState(false)
  const { messages, isRunning } = agent
  const is_running = isRunning || is_sending
  // The agent changes its list in place; its length and last content tell when it changed.
  const transcript = useMemo(() => transcriptOf(messages), [messages])

  const open = useCallback(
    async (thread_id: string) => {
      setTrouble(null)
      setThread(thread_id)
      sessionStorage.setItem(THREAD_SLOT, thread_id)
      agent.threadId = thread_id
      agent.setMessages([])
      await askCore().core.connectAgent({ agent })
    },
    [agent],
  )

  const start = useCallback(() => {
    setTrouble(null)
    setThread(null)
    sessionStorage.removeItem(THREAD_SLOT)
    agent.setMessages([])
  }, [agent])

  const send = useCallback(
    async (text: string) => {
      const question = text.trim()
      if (question === '' || agent.isRunning) return
      setTrouble(null)
      setSending(true)
      try {
        const thread_id = thread ?? (await newThread())
        if (thread === null) {
          setThread(thread_id)
          sessionStorage.setItem(THREAD_SLOT, thread_id)
        }
        agent.threadId = thread_id
        agent.addMessage({ id: crypto.randomUUID(), role: 'user', content: question })
        await askCore().core.runAgent({ agent, forwardedProps: subject === null ? {} : { subject } })
      } catch (error) {
        setTrouble(navigator.onLine ? troubled(error instanceof Error ? error.message : UNREACHABLE) : OFFLINE)
      } finally {
        setSending(false)
      }
    },
    [agent, subject, thread],
  )

  const stop = useCallback(() => askCore().core.stopAgent({ agent }), [agent])

  // Opened at a thread, or where this tab left off.
  useEffect(() => {
    const wanted = opened_thread ?? sessionStorage.getItem(THREAD_SLOT)
    if (wanted === null) return
    if (agent.threadId === wanted && agent.messages.length > 0) setThread(wanted)
    else void open(wanted)
  }, [agent, open, opened_thread])

  useEffect(() => {
    const { core } = askCore()
    const subscription = core.subscribe({
      onError: ({ error, context }) => {
        const said = typeof context['event'] === 'object' ? String((context['event'] as { message?: unknown }).message ?? '') : ''
        setTrouble(navigator.onLine ? troubled(readable(said || error.message)) : OFFLINE)
      },
    })
    const offline = () => setTrouble(OFFLINE)
    const online = () => setTrouble(null)
    addEventListener('offline', offline)
    addEventListener('online', online)
    return () => {
      subscription.unsubscribe()
      removeEventListener('offline', offline)
      removeEventListener('online', online)
    }
  }, [])

  return { transcript, thread, is_running, trouble, send, stop, open, start }
}

const troubled = (text: string): Trouble => ({ text, can_retry: true, is_offline: false })

/** Server messages are sentences; what a fetch or a parser says is not. */
const readable = (message: string): string =>
  /^HTTP 401/.test(message) ? 'Your session is over. Sign in again.' : /^[A-Z][^{}<>]*\.$/.test(message) ? message : UNREACHABLE
