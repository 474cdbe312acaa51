import { FactButton } from '@/components/cards/fact-button'
import { IntentView } from '@/components/cards/intent-view'
import { Strip } from '@/components/cards/strip'
import { VERDICT } from '@/components/cards/verification-board-card'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { cn } from '@/components/ui/cn'
import { FoldedPanel } from '@/components/ui/folded-panel'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { Unbroken } from '@/components/ui/unbroken'
import type { UiIntent } from '@/schemas/intent'
import type { VerificationRow, VerificationView } from '@/schemas/verification-view'

/** Did it work, and how sure is that. */
export function VerificationScreen({ view }: { view: VerificationView }) {
  const { selected } = view
  // A list of the one plan that is shown would say its verdict a second time.
  const has_choice = view.rows.length > 1 || view.page.total > 1
  return (
    <>
      <PageTitle title="Verification" lead={selected ? 'Whether each plan that ran did no harm and saved what was expected.' : undefined} />
      <Notices notices={view.notices} />
      {selected ? <Counters counters={view.counters} /> : null}
      {selected ? (
        <div
          className={cn(
            'grid items-start gap-3',
            has_choice && '@4xl/page:grid-cols-[minmax(0,1fr)_17.5rem] @min-[60rem]/page:grid-cols-[minmax(0,1fr)_19rem]',
          )}
        >
          {has_choice ? (
            <aside aria-label="Carried-out plans" className="@4xl/page:sticky @4xl/page:top-[4.75rem] @4xl/page:order-2">
              <Rows rows={view.rows} selected={selected.case_id} />
              <Pages page={view.page} shown={view.rows.length} />
            </aside>
          ) : null}
          <section aria-label={selected.title} className="folds-rows min-w-0 space-y-3">
            <Which selected={selected} />
            <IntentView intent={selected.board} />
            <div className="panel p-4 xl:p-5">
              <Strip slots={selected.strip} now={view.now} />
            </div>
            {selected.execution ? <Execution intent={selected.execution} /> : null}
          </section>
        </div>
      ) : (
        <EmptyState
          title="No plan has run yet"
          text="Once an approved plan has run, its checks appear here: health from five minutes to a day after the run, savings after 7, 14 and 28 settled days."
          action={{ label: 'Open the inbox', href: '/' }}
        />
      )}
    </>
  )
}

/** What was done folds away once it is over: the page is read for what came of it. */
function Execution({ intent }: { intent: UiIntent }) {
  if (!intent.components.some((c) => c.kind === 'execution.progress' && c.state === 'done')) return <IntentView intent={intent} />
  return (
    <FoldedPanel title="What was done" text={intent.title}>
      <IntentView intent={intent} />
    </FoldedPanel>
  )
}

/** Which plan the board is about, and the way to its case. */
const Which = ({ selected }: { selected: NonNullable<VerificationView['selected']> }) => (
  <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
    <div className="min-w-0">
      <h2 className="text-pretty text-card font-strong">
        <Unbroken text={selected.title} />
      </h2>
      <p className="text-pretty text-muted text-table">{selected.where}</p>
    </div>
    <Link href={`/cases/${selected.case_id}`} className="inline-flex min-h-6 phone:min-h-11 items-center text-accent text-table hover:underline">
      Open the case
    </Link>
  </header>
)

/** Totals are of all plans; the list is a page of them. */
function Pages({ page, shown }: { page: VerificationView['page']; shown: number }) {
  if (page.is_first && page.next === null) return null
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-small text-muted">
      <span>
        {shown} of {page.total} plans
      </span>
      <span className="flex gap-4">
        {page.is_first ? null : (
          <Link href="/verification" className="quiet-link">
            Newest
          </Link>
        )}
        {page.next ? (
          <Link href={`/verification?after=${encodeURIComponent(page.next)}`} className="quiet-link">
            Older
          </Link>
        ) : null}
      </span>
    </nav>
  )
}

const Rows = ({ rows, selected }: { rows: VerificationRow[]; selected: string }) => (
  <nav aria-label="Carried-out plans" className="panel ruled overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
    {rows.map((row) => {
      const on = row.case_id === selected
      const verdict = VERDICT[row.verdict]
      return (
        <div key={row.case_id} className={cn('relative grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-3 px-4 py-3', on ? 'bg-wash' : 'hover:bg-wash')}>
          {on ? <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-ink" /> : null}
          <Mark kind={verdict.mark} className="mt-1" />
          <div className="min-w-0">
            <Link
              href={`/verification?case=${row.case_id}`}
              aria-current={on ? 'true' : undefined}
              className="block text-pretty text-table font-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {row.title}
            </Link>
            <p className="truncate text-muted text-small @max-4xl/page:hidden">{row.where}</p>
            <p className="flex items-baseline @4xl/page:mt-1.5 justify-between gap-3 text-table">
              <span>{verdict.word}</span>
              {row.realized ? (
                <span className="relative z-10">
                  <FactButton fact={row.realized} notes={[]} ruleset="" href={`/cases/${row.case_id}`} className="font-strong" />
                </span>
              ) : null}
            </p>
            <p className={cn('line-clamp-2 text-muted text-small', on && '@max-4xl/page:hidden')}>{row.sentence}</p>
          </div>
        </div>
      )
    })}
  </nav>
)
