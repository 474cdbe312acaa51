import { AnomalyRow, INBOX_COLUMNS } from '@/components/cards/anomaly-row'
import type { CardProps } from '@/components/cards/card'
import { cn } from '@/components/ui/cn'

/** Ranked by money at stake. Column names are set once, small, above the rows. */
export function AnomalyInboxCard({ part, intent }: CardProps<'anomaly.inbox'>) {
  return (
    <div className="@container">
      <div aria-hidden="true" data-columns className={cn('hidden gap-x-3 border-b px-4 py-1.5 text-muted text-small @3xl:grid @5xl:gap-x-4', INBOX_COLUMNS)}>
        <span />
        <span>Case</span>
        <span className="text-right">At stake</span>
        <span>Last 30 days</span>
        <span className="hidden @4xl:block">Category</span>
        <span>Next step</span>
      </div>
      <ul className="ruled" data-inbox>
        {part.rows.map((row) => (
          <AnomalyRow key={row.case_id} row={row} intent={intent} />
        ))}
      </ul>
      {part.more ? <p className="border-t px-4 py-2 text-muted text-small">{part.more}</p> : null}
    </div>
  )
}
