import { Figure } from '@/components/cards/figure'
import { SEVERITY_WORD } from '@/components/cards/headline-card'
import { Sparkline } from '@/components/charts/sparkline'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { Age } from '@/components/ui/time'
import type { AnomalyRow as Row, UiIntent } from '@/schemas/intent'

/** 56 px: how bad, what and where, how much, its last thirty days, what kind, what next. The whole row opens the case; figures open their evidence. */
export function AnomalyRow({ row, intent }: { row: Row; intent: UiIntent }) {
  return (
    <li
      data-row={row.case_id}
      className={cn(
        'group relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2.5 hover:bg-wash has-[a:focus-visible]:bg-wash @3xl:h-14 @3xl:grid-cols-[1rem_minmax(0,1fr)_8.5rem_8.25rem_9.5rem] @3xl:gap-x-5 @3xl:py-0 @5xl:grid-cols-[1rem_minmax(0,1fr)_8.5rem_8.25rem_9rem_10.5rem_2.75rem]',
        row.is_closed && 'text-muted',
      )}
    >
      <span className="self-start pt-1 @3xl:self-center @3xl:pt-0" title={SEVERITY_WORD[row.severity]}>
        <Mark kind={row.severity} />
        <span className="sr-only">{SEVERITY_WORD[row.severity]} severity.</span>
      </span>
      <div className="min-w-0">
        <a
          href={`/cases/${row.case_id}`}
          className="line-clamp-2 text-body leading-5 font-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 @3xl:line-clamp-1"
        >
          {row.title}
        </a>
        <p className="truncate text-muted text-table">{row.scope}</p>
      </div>
      <div className="self-start text-right @3xl:self-center">
        <span className="relative z-10">
          <Figure id={row.at_stake} intent={intent} className="text-right text-card leading-5 font-strong" />
        </span>
        {row.delta_pct ? (
          <p className="text-muted text-small">
            <span className="relative z-10">
              <Figure id={row.delta_pct} intent={intent} />
            </span>
          </p>
        ) : (
          <p className="text-muted text-small">nothing expected</p>
        )}
      </div>
      <div className="hidden @3xl:block">
        <Sparkline points={row.spark} label={`Last ${row.spark.length} days of ${row.title}`} />
      </div>
      <div className="hidden min-w-0 @5xl:block">
        <p className="truncate text-table">{row.category}</p>
        <p className="truncate text-muted text-small">{row.confidence}</p>
      </div>
      <div className="hidden min-w-0 @3xl:block">
        <p className="truncate text-table">{row.next_step}</p>
        <p className="truncate text-muted text-small">{row.owner ?? 'No owner yet'}</p>
      </div>
      <div className="hidden text-right text-muted text-table @5xl:block">
        <Age at={row.opened_at} now={intent.server_now} />
      </div>
      <p className="col-span-2 col-start-2 mt-1 flex justify-between gap-3 text-small @3xl:hidden">
        <span className="truncate text-muted">{row.category}</span>
        <span className="shrink-0">{row.next_step}</span>
      </p>
    </li>
  )
}
