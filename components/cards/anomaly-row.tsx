import { Figure } from '@/components/cards/figure'
import { SEVERITY_WORD } from '@/components/cards/headline-card'
import { RowSelect } from '@/components/cards/row-select'
import { Sparkline } from '@/components/charts/sparkline'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Mark } from '@/components/ui/mark'
import { Age } from '@/components/ui/time'
import { Unbroken } from '@/components/ui/unbroken'
import type { AnomalyRow as Row, UiIntent } from '@/schemas/intent'

/** Columns of the inbox where there is room for them; the head above the rows uses the same. */
export const INBOX_COLUMNS =
  '@3xl:grid-cols-[0.75rem_minmax(0,1fr)_8rem_7rem_10.875rem] @4xl:grid-cols-[0.75rem_minmax(0,1fr)_6.375rem_6.5rem_9.5rem_10.875rem] @5xl:grid-cols-[0.75rem_minmax(0,1fr)_9rem_7rem_11rem_11rem]'

const TONE = { critical: 'text-critical', high: 'text-high', medium: 'text-medium', low: 'text-low' } as const

/** 56 px, or a line more for a long name: how bad, what and where, how much, its last thirty days, what kind, what next. The whole row opens the case; figures open their evidence. */
export function AnomalyRow({ row, intent }: { row: Row; intent: UiIntent }) {
  return (
    <li
      data-row={row.case_id}
      className={cn(
        'relative grid grid-cols-[0.75rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-3 hover:bg-wash has-[a:focus-visible]:bg-wash @3xl:min-h-14 @3xl:py-1.5 @5xl:gap-x-4 in-data-[density=compact]:py-2 in-data-[density=compact]:@3xl:h-11 in-data-[density=compact]:@3xl:py-0',
        INBOX_COLUMNS,
        row.is_closed && 'text-muted',
      )}
    >
      <RowSelect case_id={row.case_id} title={row.title}>
        <Mark kind={row.severity} className="self-start translate-y-1 @3xl:translate-y-0 @3xl:self-center" />
      </RowSelect>
      <div className="min-w-0 self-start @3xl:self-center">
        <Link
          href={`/cases/${row.case_id}`}
          title={row.title}
          className="line-clamp-4 text-body leading-5 font-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 @3xl:line-clamp-2 @3xl:break-words in-data-[density=compact]:@3xl:line-clamp-1 in-data-[density=compact]:@3xl:break-all"
        >
          <Unbroken text={row.title} />
        </Link>
        <p className="hidden truncate text-muted text-table @3xl:block" title={row.scope}>
          <Scope row={row} />
        </p>
      </div>
      <div className="self-start text-right @3xl:self-center">
        <p className="relative z-10 flex justify-end">
          <Figure id={row.at_stake} intent={intent} className="pt-1 text-card leading-5 font-strong @3xl:text-body @3xl:leading-5" />
        </p>
        <p className="relative z-10 flex min-h-6 justify-end text-muted text-small">
          {row.delta_pct ? <Figure id={row.delta_pct} intent={intent} className="min-w-6 pb-2 text-right" /> : 'nothing expected'}
        </p>
      </div>
      <div className="hidden @3xl:block">
        <Sparkline points={row.spark} width={104} label={`Last ${row.spark.length} days of ${row.title}`} />
      </div>
      <div className="hidden min-w-0 @4xl:block">
        <p className="truncate text-table">{row.category}</p>
        <p className="truncate text-muted text-small">{row.confidence}</p>
      </div>
      <div className="hidden min-w-0 @3xl:block">
        <p className="line-clamp-2 text-table leading-4 first-letter:uppercase" title={row.next_step}>
          {stepOf(row)}
        </p>
        <p className="truncate text-muted text-small">
          {row.owner ?? (row.is_closed ? 'No owner' : 'No owner yet')} · <Age at={row.opened_at} now={intent.server_now} />
        </p>
      </div>
      <p className="col-span-2 col-start-2 mt-1 truncate text-muted text-table @3xl:hidden">
        <Scope row={row} />
      </p>
      <p className="col-span-2 col-start-2 flex justify-between gap-3 text-table @3xl:hidden">
        <span className="min-w-0 text-muted">{row.category}</span>
        <span className="shrink-0 text-right first-letter:uppercase">{stepOf(row)}</span>
      </p>
    </li>
  )
}

/** Nothing follows in a closed case: how it ended stands there. */
const stepOf = (row: Row): string => (row.is_closed && row.next_step === 'closed' ? row.status : row.next_step)

const Scope = ({ row }: { row: Row }) => (
  <>
    <span className={cn('font-strong', TONE[row.severity])}>{SEVERITY_WORD[row.severity]}</span> · {row.scope}
  </>
)
