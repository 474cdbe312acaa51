'use client'
import { useEffect } from 'react'
import { cut } from '@/lib/kernel/format'

// One page that fails in a loop says so a few times, not for ever.
const MOST_PER_PAGE = 5
const MOST_CHARS = { message: 500, stack: 4000, path: 200 }
let left = MOST_PER_PAGE

/** Tells the server's log of an error in this browser. Where that fails too, nobody is told. */
export function reportError(kind: 'error' | 'rejection' | 'card', error: unknown): void {
  if (left <= 0) return
  left -= 1
  const message = cut(error instanceof Error ? `${error.name}: ${error.message}` : String(error), MOST_CHARS.message)
  const stack = cut(error instanceof Error ? (error.stack ?? '') : '', MOST_CHARS.stack)
  const body = JSON.stringify({ kind, message, stack, path: location.pathname.slice(0, MOST_CHARS.path) })
  void fetch('/api/client-errors', { method: 'POST', body, keepalive: true, headers: { 'content-type': 'application/json' } }).catch(() => undefined)
}

/** Listens for what nothing else on the page caught. */
export function ReportErrors() {
  useEffect(() => {
    const onError = (event: ErrorEvent) => reportError('error', event.error ?? event.message)
    const onRejection = (event: PromiseRejectionEvent) => reportError('rejection', event.reason)
    addEventListener('error', onError)
    addEventListener('unhandledrejection', onRejection)
    return () => {
      removeEventListener('error', onError)
      removeEventListener('unhandledrejection', onRejection)
    }
  }, [])
  return null
}
