'use client'
import { useEffect, useState } from 'react'
import { useZone } from '@/components/ui/zone'
import { formatDuration, formatInstant } from '@/lib/kernel/format'

/** Time left, counted from the server's clock: the browser only adds how long the page has been open. */
export function Countdown({ to, server_now }: { to: string; server_now: string }) {
  const zone = useZone()
  const [elapsed_ms, setElapsed] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new server time starts the count again
  useEffect(() => {
    const shown_at = performance.now()
    setElapsed(0)
    const timer = setInterval(() => setElapsed(performance.now() - shown_at), 15_000)
    return () => clearInterval(timer)
  }, [server_now])
  const left_sec = (Date.parse(to) - Date.parse(server_now) - elapsed_ms) / 1000
  return (
    <time dateTime={to} title={formatInstant(to, undefined, zone)} role="timer" aria-live={left_sec < 300 ? 'assertive' : 'off'} className="whitespace-nowrap">
      {left_sec <= 0 ? 'ended' : formatDuration(left_sec)}
    </time>
  )
}
