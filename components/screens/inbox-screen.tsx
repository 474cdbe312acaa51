import { Part } from '@/components/cards/part'
import { Provenance } from '@/components/cards/provenance'
import { BulkBar } from '@/components/screens/bulk-bar'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { FreshnessStrip } from '@/components/screens/freshness-strip'
import { InboxBar } from '@/components/screens/inbox-bar'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { Pager } from '@/components/screens/pager'
import { RestatedMonths } from '@/components/screens/restated-months'
import type { InboxView } from '@/schemas/inbox-view'

/** What costs more than it should, ranked by money at stake. */
export function InboxScreen({ view }: { view: InboxView }) {
  return (
    <>
      <PageTitle title="Inbox" aside={<FreshnessStrip sources={view.freshness} />} />
      <Notices notices={view.notices} />
      {view.restated ? <RestatedMonths months={view.restated} /> : null}
      <Counters counters={view.counters} />
      <InboxBar view={view} />
      {view.list ? (
        <>
          <div className="panel overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
            {view.list.components.map((part, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: components have no identity but their place
              <Part key={i} part={part} intent={view.list as NonNullable<typeof view.list>} />
            ))}
          </div>
          <Pager tools={view.tools} />
          <Provenance intent={view.list} className="mt-3" />
          <BulkBar tools={view.tools} />
        </>
      ) : (
        <EmptyState {...view.empty} nearest={view.nearest} />
      )}
    </>
  )
}
