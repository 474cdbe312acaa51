import { useCallback, useEffect, useRef } from 'react'
import { askCore } from '@/components/shell/ask/ask-core'
import { askLater, onQuestion, takeQuestion } from '@/components/shell/ask/ask-later'

type Conversation = { is_opening: boolean; is_running: boolean; is_read_only: boolean; send: (question: string) => Promise<void>; start: () => void }

/**
 * Asks a question now, or when the conversation is open. A question from the palette waits until the one before it is answered; where this person only reads, it waits
 * in the field of a new conversation.
 */
export function useWaitingQuestion({ is_opening, is_running, is_read_only, send, start }: Conversation, onHeld: (question: string) => void) {
  const latest = useRef({ is_opening, is_read_only, send, start, onHeld })
  latest.current = { is_opening, is_read_only, send, start, onHeld }
  useEffect(() => {
    if (is_opening || is_running) return
    const take = () => {
      const question = askCore().runs.isAsking() ? null : takeQuestion()
      if (question === null) return
      if (!latest.current.is_read_only) return void latest.current.send(question)
      latest.current.start()
      latest.current.onHeld(question)
    }
    take()
    return onQuestion(take)
  }, [is_opening, is_running])
  return useCallback((question: string) => {
    if (latest.current.is_opening) askLater(question)
    else void latest.current.send(question)
  }, [])
}
