import { ImportOutcome } from '@/components/screens/sources/import-outcome'
import { Mark } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import { formatCount } from '@/lib/kernel/format'
import type { ImportRow } from '@/schemas/sources-view'
import { IMPORT_STATE } from './import-state'

/** One import in the list: its files, how it ended and what it says of them. */
export function ImportLine({ row, now }: { row: ImportRow; now: string }) {
  const state = IMPORT_STATE[row.state]
  return (
    <li id={row.import_id} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 px-4 py-3 text-table @3xl:grid-cols-[1rem_minmax(0,1fr)_13rem_9rem]">
      <Mark kind={state.mark} className="mt-1" />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <span className="font-strong">{row.file}</span> <span className="text-muted">{row.format}</span>
        </p>
        {row.progress !== null && row.state === 'running' ? (
          <span
            role="progressbar"
            aria-label={`Reading ${row.file}`}
            aria-valuenow={Math.round(row.progress * 100)}
            className="my-1.5 block h-1.5 max-w-md overflow-hidden rounded-full bg-wash"
          >
            <span className="block h-full bg-accent" style={{ width: `${row.progress * 100}%` }} />
          </span>
        ) : null}
        <ImportOutcome row={row} />
      </div>
      {/* Beside it where there is room, else one line below it. */}
      <p className="col-start-2 mt-1 flex flex-wrap gap-x-3 text-muted @3xl:col-start-auto @3xl:mt-0 @3xl:block">
        <span className="whitespace-nowrap">
          <span className="text-ink">{state.word}</span>
          {row.rows_read > 0 ? `, ${formatCount(row.rows_read, 'row')}` : ''}
        </span>
        {row.rows_per_sec && row.state === 'running' ? (
          <span className="text-small @3xl:block">{row.rows_per_sec.toLocaleString('en-US')} rows / s</span>
        ) : null}
        <span className="@3xl:hidden">
          <Time at={row.started_at} now={now} />
        </span>
        <span className="@3xl:hidden">{row.by}</span>
      </p>
      <p className="hidden text-right text-muted @3xl:block">
        <Time at={row.started_at} now={now} />
        <span className="block text-small">{row.by}</span>
      </p>
    </li>
  )
}
