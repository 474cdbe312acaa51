import type { AbstractAgent } from '@ag-ui/client'
import { useCallback } from 'react'
import { UI_SENT } from '@/components/cards/ui-sent'
import { askCore } from '@/components/shell/ask/ask-core'
import { OFFLINE } from '@/components/shell/ask/ask-trouble'
import { threads } from '@/components/shell/ask/thread-page'
import { failed, type ThreadState } from '@/components/shell/ask/use-thread-state'

/** What a question is about without saying so: the case or the request on the page. */
export type Subject = { type: 'case' | 'approval'; id: string } | null

/** Asking a question in the conversation that is open, or in a new one, and stopping its answer. */
export function useSendQuestion(agent: AbstractAgent, subject: Subject, { thread, current, keep, show, setTrouble }: ThreadState) {
  const { runs } = askCore()
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
        setTrouble(navigator.onLine ? { ...failed(error), can_retry: !run.is_left } : OFFLINE)
      } finally {
        subscription.unsubscribe()
        run.end()
      }
    },
    [agent, current, keep, runs, setTrouble, show, subject],
  )
  const stop = useCallback(() => {
    if (runs.isHere(thread)) {
      if (agent.isRunning && agent.threadId === thread) askCore().core.stopAgent({ agent })
    } else if (thread !== null) void threads(`/${encodeURIComponent(thread)}/stop`, 'POST').catch((error: unknown) => setTrouble(failed(error)))
  }, [agent, runs, setTrouble, thread])
  return { send, stop }
}
