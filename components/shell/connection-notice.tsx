'use client'
import { useSyncExternalStore } from 'react'
import { isConnectionLost, onConnection } from '@/components/shell/connection'
import { Mark } from '@/components/ui/mark'

/** Says that what is on the screen may be old. Above the page, so that nothing moves when it comes and goes. */
export function ConnectionNotice() {
  const is_lost = useSyncExternalStore(onConnection, isConnectionLost, () => false)
  return (
    <div aria-live="polite" data-screen-only className="-translate-x-1/2 fixed top-16 left-1/2 z-50 w-max max-w-[calc(100%-2rem)]">
      {is_lost ? (
        <p className="flex items-start gap-2 rounded-card border bg-surface px-4 py-2 text-table shadow-float">
          <Mark kind="unknown" className="mt-1" />
          <span>
            <span className="font-strong">No connection.</span> This page shows what was last known, and is brought up to date once the connection is back.
          </span>
        </p>
      ) : null}
    </div>
  )
}
