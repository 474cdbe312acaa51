'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { LIVE_CHANNEL, liveNotice } from '@/components/shell/live-notice'

const LEADER = 'countersign.live.leader'
/** Changes come in bursts (a decision and its run write several rows); one repaint gathers them. It never waits long for the burst to end: a run may write for minutes. Milliseconds. */
const GATHER_MS = 200
const GATHER_AT_MOST_MS = 1_000

/**
 * Repaints every open tab when something changed on the server. One tab of the browser holds the stream and tells the others;
 * when it closes, the next one takes over. A change that arrives while a person types repaints around them: their input is client state.
 */
export function Live() {
  const router = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let first_at: number | undefined
    const repaint = () => {
      first_at = undefined
      router.refresh()
    }
    const changed = () => {
      first_at ??= performance.now()
      clearTimeout(timer)
      timer = setTimeout(repaint, Math.min(GATHER_MS, Math.max(0, first_at + GATHER_AT_MOST_MS - performance.now())))
    }
    const channel = new BroadcastChannel(LIVE_CHANNEL)
    /** Pages show no conversation: those follow their own notices. */
    const heard = (data: unknown) => (liveNotice(data)?.topic === 'thread' ? undefined : changed())
    channel.onmessage = ({ data }) => heard(data)
    const leaving = new AbortController()
    let source: EventSource | undefined
    const lead = () =>
      new Promise<void>((resolve) => {
        source = new EventSource('/api/events')
        let was_lost = false
        source.onmessage = (event) => {
          heard(event.data)
          channel.postMessage(event.data)
        }
        source.onerror = () => {
          was_lost = true
        }
        // What happened while the stream was down is not replayed, so the page is read again.
        source.onopen = () => {
          if (was_lost) {
            changed()
            channel.postMessage('reconnected')
          }
          was_lost = false
        }
        leaving.signal.addEventListener('abort', () => resolve())
      })
    // Without the lock manager (plain http on another host) each tab holds its own stream.
    if (navigator.locks) void navigator.locks.request(LEADER, { signal: leaving.signal }, lead).catch(() => undefined)
    else void lead()
    return () => {
      leaving.abort()
      source?.close()
      channel.close()
      clearTimeout(timer)
    }
  }, [router])
  return null
}
