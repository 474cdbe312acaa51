'use client'
import { useSyncExternalStore } from 'react'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'

export type Announcement = { id: number; tone: 'done' | 'refused' | 'info'; text: string }

let current: readonly Announcement[] = []
let next = 1
const listeners = new Set<() => void>()
const publish = (list: readonly Announcement[]) => {
  current = list
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const NONE: readonly Announcement[] = []

/** How long a receipt stays on the screen, milliseconds. Long enough to read two sentences. */
const SHOWN_MS = 8000

/** Says one sentence to the person, on the screen and to a screen reader. */
export function announce(tone: Announcement['tone'], text: string): void {
  const id = next++
  publish([...current.slice(-2), { id, tone, text }])
  setTimeout(() => publish(current.filter((a) => a.id !== id)), SHOWN_MS)
}

export function Announcer() {
  const list = useSyncExternalStore(
    subscribe,
    () => current,
    () => NONE,
  )
  return (
    <div
      role="status"
      aria-live="polite"
      data-screen-only
      className="pointer-events-none fixed inset-x-4 bottom-20 z-[60] flex flex-col items-center gap-2 group-has-[[data-signing]]/frame:bottom-32 sm:not-group-has-[[data-signing]]/frame:bottom-6"
    >
      {list.map((a) => (
        <p
          key={a.id}
          className={cn('pointer-events-auto flex max-w-lg animate-rise items-start gap-2.5 rounded-card border bg-surface px-4 py-3 text-table shadow-float')}
        >
          <Mark kind={a.tone === 'done' ? 'verified' : a.tone === 'refused' ? 'refused' : 'low'} className="mt-1" />
          {a.text}
        </p>
      ))}
    </div>
  )
}
