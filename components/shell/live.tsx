'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { LIVE_CHANNEL, liveNotice } from '@/components/shell/live-notice'
import { type RepaintTurns, repaintTurns } from '@/components/shell/repaint-turns'
import { REPAINT_EVENT } from '@/components/ui/repaint'

const LEADER = 'countersign.live.leader'

/**
 * Repaints every open tab when something changed on the server. One tab of the browser holds the stream and tells the others;
 * when it closes, the next one takes over. A change that arrives while a person types repaints around them: their input is client state.
 */
export function Live() {
  const router = useRouter()
  const [is_repainting, begin] = useTransition()
  const turns = useRef<RepaintTurns>(undefined)
  useEffect(() => {
    if (!is_repainting) turns.current?.painted()
  }, [is_repainting])
  useEffect(() => {
    const own = repaintTurns(() => begin(() => router.refresh()))
    turns.current = own
    const { changed } = own
    addEventListener(REPAINT_EVENT, changed)
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
          // The others first: a repaint takes this tab's time.
          channel.postMessage(event.data)
          heard(event.data)
        }
        source.onerror = () => {
          was_lost = true
        }
        // What happened while the stream was down is not replayed, so the page is read again.
        source.onopen = () => {
          if (was_lost) {
            channel.postMessage('reconnected')
            changed()
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
      removeEventListener(REPAINT_EVENT, changed)
      own.stop()
    }
  }, [router])
  return null
}
