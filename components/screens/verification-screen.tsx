import Link from 'next/link'
import { FactButton } from '@/components/cards/fact-button'
import { IntentView } from '@/components/cards/intent-view'
import { Strip } from '@/components/cards/strip'
import { VERDICT } from '@/components/cards/verification-board-card'
import { Counters } from '@/components/screens/counters'
import { EmptyState } from '@/components/screens/empty-state'
import { Notices } from '@/components/screens/notices'
import { PageTitle } from '@/components/screens/page-title'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import type { VerificationRow, VerificationView } from '@/schemas/view'

/** Did it work, and how sure is that. */
export function VerificationScreen({ view }: { view: VerificationView }) {
  const { selected } = view
  return (
    <>
      <PageTitle title="Verification" lead={selected ? undefined : 'Every carried-out plan is checked after 7, 14 and 28 settled days.'} />
      <Notices notices={view.notices} />
      <Counters counters={view.counters} />
      {view.rows.length > 0 ? <Rows rows={view.rows} selected={selected?.case_id ?? null} /> : null}
      {selected ? (
        <section aria-label={selected.title} className="mt-5">
          <header className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <div>
              <h2 className="text-card font-strong">
                <Link href={`/cases/${selected.case_id}`} className="quiet-link">
                  {selected.title}
                </Link>
              </h2>
              <p className="text-muted text-table">{selected.where}</p>
            </div>
          </header>
          <Strip slots={selected.strip} now={view.now} className="mb-4 border-t pt-4" />
          <IntentView intent={selected.board} />
          {selected.execution ? (
            <div className="mt-3">
              <IntentView intent={selected.execution} />
            </div>
          ) : null}
        </section>
      ) : (
        <EmptyState
          title="Nothing was carried out yet"
          text="A board appears here when an approved plan was executed. Health is checked after two hours and a day, savings after 7, 14 and 28 settled days."
          action={{ label: 'Open approvals', href: '/approvals' }}
        />
      )}
    </>
  )
}

const Rows = ({ rows, selected }: { rows: VerificationRow[]; selected: string | null }) => (
  <nav aria-label="Carried-out plans" className="panel ruled @container overflow-hidden max-md:-mx-4 max-md:rounded-none max-md:border-x-0">
    {rows.map((row) => {
      const on = row.case_id === selected
      const verdict = VERDICT[row.verdict]
      return (
        <div
          key={row.case_id}
          className={cn(
            'relative grid min-h-12 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-2 @3xl:grid-cols-[1rem_minmax(0,1fr)_14rem_9rem_9rem]',
            on ? 'bg-wash' : 'hover:bg-wash',
          )}
        >
          {on ? <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-ink" /> : null}
          <Mark kind={verdict.mark} />
          <div className="min-w-0">
            <Link
              href={`/verification?case=${row.case_id}`}
              aria-current={on ? 'true' : undefined}
              className="block truncate font-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            >
              {row.title}
            </Link>
            <p className="truncate text-muted text-small">
              <span className="@3xl:hidden">
                {verdict.word}: {row.sentence}
              </span>
              <span className="hidden @3xl:inline">{row.where}</span>
            </p>
          </div>
          <p className="hidden text-table @3xl:block">
            {verdict.word}
            <span className="block truncate text-muted text-small">{row.sentence}</span>
          </p>
          <Amount label="expected" row={row} fact={row.predicted} className="hidden @3xl:block" />
          <Amount label="realised" row={row} fact={row.realized} />
        </div>
      )
    })}
  </nav>
)

function Amount({ label, row, fact, className }: { label: string; row: VerificationRow; fact: VerificationRow['realized']; className?: string }) {
  return (
    <div className={cn('text-right', className)}>
      {fact ? (
        <span className="relative z-10">
          <FactButton fact={fact} notes={[]} ruleset="" href={`/cases/${row.case_id}`} className="font-strong" />
        </span>
      ) : (
        <span className="inline-flex items-center gap-1.5 text-muted text-table">
          <Mark kind="unknown" />
          not known yet
        </span>
      )}
      <p className="text-muted text-small">{label}</p>
    </div>
  )
}
