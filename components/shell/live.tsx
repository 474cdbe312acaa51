'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useTransition } from 'react'
import { setConnectionLost } from '@/components/shell/connection'
import { followEvents } from '@/components/shell/event-stream'
import { LIVE_CHANNEL, liveNotice } from '@/components/shell/live-notice'
import { type RepaintTurns, repaintTurns } from '@/components/shell/repaint-turns'
import { REPAINT_EVENT } from '@/components/ui/repaint'

const LEADER = 'countersign.live.leader'
// What the tab with the stream tells the others about the stream itself.
const LOST = 'lost'
const BACK = 'reconnected'

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
    const lost = () => setConnectionLost(true)
    // What happened while the stream was down is not replayed, so the page is read again.
    const back = () => {
      setConnectionLost(false)
      changed()
    }
    channel.onmessage = ({ data }) => (data === LOST ? lost() : data === BACK ? back() : heard(data))
    /** Every tab does what this one does, the others first: a repaint takes this tab's time. */
    const all = (message: string, act: () => void) => {
      channel.postMessage(message)
      act()
    }
    const leaving = new AbortController()
    const lead = () => followEvents(leaving.signal, { event: (data) => all(data, () => heard(data)), lost: () => all(LOST, lost), back: () => all(BACK, back) })
    // Without the lock manager (plain http on another host) each tab holds its own stream.
    if (navigator.locks) void navigator.locks.request(LEADER, { signal: leaving.signal }, lead).catch(() => undefined)
    else void lead()
    return () => {
      leaving.abort()
      channel.close()
      removeEventListener(REPAINT_EVENT, changed)
      own.stop()
    }
  }, [router])
  return null
}
