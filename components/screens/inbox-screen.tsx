import Link from 'next/link'
import { Part } from '@/components/cards/part'
import { Provenance } from '@/components/cards/provenance'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { FreshnessStrip } from '@/components/screens/freshness-strip'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { cn } from '@/components/ui/cn'
import type { InboxView } from '@/schemas/view'

/** What costs more than it should, ranked by money at stake. */
export function InboxScreen({ view }: { view: InboxView }) {
  return (
    <>
      <PageTitle title="Inbox" aside={<FreshnessStrip sources={view.freshness} />} />
      <Notices notices={view.notices} />
      <Counters counters={view.counters} />
      <nav aria-label="Filter" className="-mx-4 mb-2 flex gap-1 overflow-x-auto px-4 md:-mx-2.5 md:px-0">
        {view.filters.map((f) => {
          const on = f.id === view.active
          return (
            <Link
              key={f.id}
              href={f.id === 'open' ? '/' : `/?filter=${f.id}`}
              aria-current={on ? 'true' : undefined}
              className={cn(
                'flex h-8 items-center gap-1.5 whitespace-nowrap rounded-control px-2.5 text-table',
                on ? 'bg-wash font-strong' : 'text-muted hover:bg-wash hover:text-ink',
              )}
            >
              {f.label}
              <span className={cn('text-small', 'font-normal text-muted')}>{f.count}</span>
            </Link>
          )
        })}
      </nav>
      {view.list ? (
        <>
          <div className="panel overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
            {view.list.components.map((part, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
              <Part key={i} part={part} intent={view.list as NonNullable<typeof view.list>} />
            ))}
          </div>
          <Provenance intent={view.list} className="mt-3" />
        </>
      ) : (
        <EmptyState {...view.empty} />
      )}
    </>
  )
}
