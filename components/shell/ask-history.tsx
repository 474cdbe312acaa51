'use client'
import { useEffect, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import { formatInstant } from '@/lib/kernel/format'

type Thread = { thread_id: string; title: string; updated_at: string }

/** My conversations, newest first. `version` changes when one was added, so that the list is asked for again. */
export function AskHistory({
  current,
  version,
  onOpen,
  className,
}: {
  current: string | null
  version: string
  onOpen: (thread_id: string) => void
  className?: string
}) {
  const [threads, setThreads] = useState<Thread[] | 'failed' | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` is the reason to ask again
  useEffect(() => {
    const leaving = new AbortController()
    fetch('/api/threads', { signal: leaving.signal })
      .then(async (response) => setThreads(response.ok ? ((await response.json()) as { threads: Thread[] }).threads : 'failed'))
      .catch(() => (leaving.signal.aborted ? undefined : setThreads('failed')))
    return () => leaving.abort()
  }, [version])
  if (threads === null) return <Skeleton className={cn('m-3 h-24', className)} />
  if (threads === 'failed')
    return <p className={cn('p-4 text-muted text-table', className)}>not known: the list of conversations could not be read. Open this again to retry.</p>
  if (threads.length === 0) return <p className={cn('p-4 text-muted text-table', className)}>No conversation yet. The first question starts one.</p>
  return (
    <nav aria-label="Conversations" className={cn('overflow-y-auto p-2', className)}>
      <ul>
        {threads.map((thread) => (
          <li key={thread.thread_id}>
            <button
              type="button"
              aria-current={thread.thread_id === current ? 'true' : undefined}
              onClick={() => onOpen(thread.thread_id)}
              className={cn('block w-full rounded-control px-2.5 py-1.5 text-left hover:bg-wash', thread.thread_id === current && 'bg-wash')}
            >
              <span className="block truncate text-table">{thread.title || 'Untitled'}</span>
              <span className="block text-muted text-small">{formatInstant(thread.updated_at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
