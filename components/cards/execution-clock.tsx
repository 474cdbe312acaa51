'use client'
import { useEffect, useState } from 'react'
import { formatDuration } from '@/lib/kernel/format'

/** How long something has been going on, by the server's clock: the browser only adds how long the page has been open. */
export function ExecutionClock({ since, server_now }: { since: string; server_now: string }) {
  const [elapsed_ms, setElapsed] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new server time starts the count again
  useEffect(() => {
    const shown_at = performance.now()
    setElapsed(0)
    const timer = setInterval(() => setElapsed(performance.now() - shown_at), 1000)
    return () => clearInterval(timer)
  }, [server_now])
  return (
    <span role="timer" aria-live="off" className="whitespace-nowrap">
      {formatDuration((Date.parse(server_now) - Date.parse(since) + elapsed_ms) / 1000)}
    </span>
  )
}
