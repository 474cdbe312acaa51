'use client'
import { useEffect } from 'react'
import { LIVE_CHANNEL, liveNotice } from '@/components/shell/live-notice'

/** Calls `look` when something happened in the open conversation, or may have while the stream was down. */
export function useThreadNotices(thread_id: string | null, look: () => void): void {
  useEffect(() => {
    if (thread_id === null) return
    const channel = new BroadcastChannel(LIVE_CHANNEL)
    channel.onmessage = ({ data }) => {
      const notice = liveNotice(data)
      if (notice === null || (notice.topic === 'thread' && notice.id === thread_id)) look()
    }
    return () => channel.close()
  }, [thread_id, look])
}
