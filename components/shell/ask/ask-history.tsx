'use client'
import { memo, useEffect, useState } from 'react'
import { ThreadMenu } from '@/components/shell/ask/thread-menu'
import { type ThreadSummary, threads } from '@/components/shell/ask/thread-page'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { Age } from '@/components/ui/time'

const JUST_NOW_MS = 60_000

type List = { threads: ThreadSummary[]; keep_days: number }
type Props = {
  current: string | null
  /** The conversation that was last asked something here, which the list may not know yet. */
  begun: string | null
  version: string
  onOpen: (thread_id: string) => void
  onChanged: () => void
  onDeleted: (thread_id: string) => void
  className?: string
}

/** My conversations and those shared with me, newest first. `version` changes when one was added or changed, so that the list is asked for again. */
export const AskHistory = memo(HistoryView)

function HistoryView({ current, begun, version, onOpen, onChanged, onDeleted, className }: Props) {
  const [list, setList] = useState<List | 'failed' | null>(null)
  // Conversations are of the real clock, which a demonstration's clock runs away from: they are told by their age.
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 30_000)
    return () => clearInterval(timer)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` is the reason to ask again
  useEffect(() => {
    let is_gone = false
    threads<List>('').then(
      (found) => {
        if (is_gone) return
        setNow(new Date().toISOString())
        setList(found)
      },
      () => (is_gone ? undefined : setList('failed')),
    )
    return () => {
      is_gone = true
    }
  }, [version])
  if (list === null)
    return (
      <div className={cn('p-3', className)}>
        <Skeleton className="h-24" />
      </div>
    )
  if (list === 'failed')
    return <p className={cn('p-4 text-muted text-table', className)}>not known: the list of conversations could not be read. Open this again to retry.</p>
  const is_begun = begun !== null && begun === current && !list.threads.some((t) => t.thread_id === begun)
  if (list.threads.length === 0 && !is_begun)
    return <p className={cn('p-4 text-muted text-table', className)}>No conversation yet. The first question starts one.</p>
  return (
    <nav aria-label="Conversations" className={cn('overflow-y-auto p-2', className)}>
      <ul>
        {/* Its place is kept from before the first question, so that nothing is pushed down when the list learns of it. */}
        {current === null || is_begun ? (
          <li className="rounded-control bg-wash px-2.5 py-1.5">
            <span className="block truncate text-table">New conversation</span>
            <span className="block text-muted text-small">{is_begun ? 'being answered' : 'not asked yet'}</span>
          </li>
        ) : null}
        {list.threads.map((thread) => (
          <li
            key={thread.thread_id}
            className={cn(
              'relative flex items-center rounded-control pr-1 hover:bg-wash has-[button:focus-visible]:bg-wash',
              thread.thread_id === current && 'bg-wash',
            )}
          >
            <button
              type="button"
              aria-current={thread.thread_id === current ? 'true' : undefined}
              onClick={() => onOpen(thread.thread_id)}
              className="block min-w-0 flex-1 rounded-control px-2.5 py-1.5 text-left"
            >
              <span className="block truncate text-table">{thread.title || 'Untitled'}</span>
              <span className="block truncate text-muted text-small">
                {Date.parse(now) - Date.parse(thread.updated_at) < JUST_NOW_MS ? (
                  'just now'
                ) : (
                  <>
                    <Age at={thread.updated_at} now={now} /> ago
                  </>
                )}
                {thread.is_mine ? (thread.is_shared ? ' · shared' : '') : ` · by ${thread.by}`}
              </span>
            </button>
            <ThreadMenu thread={thread} onChanged={onChanged} onDeleted={() => onDeleted(thread.thread_id)} />
          </li>
        ))}
      </ul>
      <p className="px-2.5 pt-2 pb-1 text-muted text-small">Conversations unused for {list.keep_days} days are deleted.</p>
    </nav>
  )
}
