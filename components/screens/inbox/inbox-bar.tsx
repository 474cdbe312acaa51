'use client'
import { ListFilterIcon, ListTodoIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { select, useSelection } from '@/components/cards/row-selection'
import { InboxFields } from '@/components/screens/inbox/inbox-fields'
import { inboxHref, isNarrowed } from '@/components/screens/inbox/inbox-query'
import { InboxViews } from '@/components/screens/inbox/inbox-views'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import type { InboxView } from '@/schemas/inbox-view'

/** Which cases, in which order: all of it is in the address, so that it can be sent, kept and gone back to. */
export function InboxBar({ view }: { view: InboxView }) {
  const { tools, filters, active } = view
  const is_narrowed = isNarrowed(tools.search)
  const [is_open, setOpen] = useState(is_narrowed)
  const selection = useSelection()
  // A search that was opened from a link or a saved view shows what it is; what is selected belongs to one list only.
  useEffect(() => (is_narrowed ? setOpen(true) : undefined), [is_narrowed])
  useEffect(() => () => select(null), [])
  return (
    <div data-screen-only className="mb-2">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <nav aria-label="Filter" className="-mx-4 flex gap-1 overflow-x-auto px-4 max-md:w-[calc(100%+2rem)] md:-mx-2.5 md:px-0">
          {filters.map((f) => {
            const on = f.id === active
            return (
              <Link
                key={f.id}
                href={inboxHref(tools.search, { filter: f.id })}
                aria-current={on ? 'true' : undefined}
                className={cn(
                  'flex h-8 items-center gap-1.5 whitespace-nowrap phone:h-11 rounded-control px-2.5 text-table',
                  on ? 'bg-wash font-strong' : 'text-muted hover:bg-wash hover:text-ink',
                )}
              >
                {f.label}
                <span className="font-normal text-muted text-small">{f.count}</span>
              </Link>
            )
          })}
        </nav>
        <div className="-mx-2.5 flex items-center gap-0.5">
          <Button
            variant="quiet"
            aria-expanded={is_open}
            aria-controls="inbox-fields"
            onClick={() => setOpen(!is_open)}
            className={cn('px-2.5', is_narrowed && 'text-ink')}
          >
            <ListFilterIcon aria-hidden="true" strokeWidth={1.75} /> Search
          </Button>
          {tools.bulk_denied === null ? (
            <Button
              variant="quiet"
              data-select-rows
              aria-pressed={selection !== null}
              onClick={() => select(selection === null ? new Set() : null)}
              className="px-2.5 aria-pressed:bg-wash aria-pressed:text-ink"
            >
              <ListTodoIcon aria-hidden="true" strokeWidth={1.75} /> Select
            </Button>
          ) : null}
          <InboxViews tools={tools} />
        </div>
      </div>
      {is_open ? <InboxFields tools={tools} /> : null}
    </div>
  )
}
