'use client'
import { useEffect } from 'react'
import { askCore } from '@/components/shell/ask/ask-core'
import { refusalWords } from '@/components/shell/refusal-words'

export type Trouble = { text: string; can_retry: boolean; is_offline: boolean } | null

export const OFFLINE: Trouble = { text: 'The last answers stay here. Ask again when the connection is back.', can_retry: false, is_offline: true }
const troubled = (text: string): Trouble => ({ text, can_retry: true, is_offline: false })

/** Tells why a question was not answered, and when the connection is gone and back. */
export function useTrouble(setTrouble: (trouble: Trouble) => void): void {
  useEffect(() => {
    const { core, runs } = askCore()
    const subscription = core.subscribe({
      onError: ({ error, context }) => {
        // An answer that is left ends as if it had failed, and is nobody's trouble here.
        if (runs.isDetaching()) return
        const said = typeof context['event'] === 'object' ? String((context['event'] as { message?: unknown }).message ?? '') : ''
        setTrouble(navigator.onLine ? troubled(refusalWords(said || error.message)) : OFFLINE)
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
  }, [setTrouble])
}
