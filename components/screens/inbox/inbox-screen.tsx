import { AnomalyList } from '@/components/cards/anomaly-inbox-card'
import { Provenance } from '@/components/cards/provenance'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { BulkBar } from '@/components/screens/inbox/bulk-bar'
import { FreshnessStrip } from '@/components/screens/inbox/freshness-strip'
import { InboxBar } from '@/components/screens/inbox/inbox-bar'
import { RestatedMonths } from '@/components/screens/inbox/restated-months'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { Pager } from '@/components/screens/pager'
import { buttonStyle } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { InboxView } from '@/schemas/inbox-view'

/** The one thing to begin with. */
const NextForYou = ({ next }: { next: NonNullable<InboxView['next']> }) => (
  <section aria-label="Next for you" data-screen-only className="-mt-1 mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
    <p className="text-pretty">{next.text}</p>
    <Link href={next.href} className={buttonStyle({ variant: 'primary' })}>
      {next.label}
    </Link>
  </section>
)

/** What costs more than it should, ranked by money at stake. */
export function InboxScreen({ view }: { view: InboxView }) {
  const [list, ...rest] = view.lists
  const cards = view.lists.flatMap((intent) => intent.components.flatMap((part) => (part.kind === 'anomaly.inbox' ? [{ part, intent }] : [])))
  return (
    <>
      <PageTitle
        title="Inbox"
        lead="Costs above what is expected, each with its cause and next step. Policy decides who must approve a plan before it runs."
        aside={<FreshnessStrip sources={view.freshness} />}
      />
      <Notices notices={view.notices} />
      <Counters counters={view.counters} />
      {view.next ? <NextForYou next={view.next} /> : null}
      {view.restated ? <RestatedMonths months={view.restated} /> : null}
      <InboxBar view={view} />
      {list ? (
        <>
          <div className="panel overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
            <AnomalyList cards={cards} />
          </div>
          <Pager tools={view.tools} />
          <Provenance intent={list} rest={rest} className="mt-3" />
          <BulkBar tools={view.tools} />
        </>
      ) : (
        <EmptyState {...view.empty} nearest={view.nearest} />
      )}
    </>
  )
}
