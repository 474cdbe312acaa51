import { AnomalyRow } from '@/components/cards/anomaly-row'
import type { CardProps } from '@/components/cards/card'

/** Ranked by money at stake. Column names are set once, small, above the rows. */
export function AnomalyInboxCard({ part, intent }: CardProps<'anomaly.inbox'>) {
  return (
    <div className="@container">
      <div
        aria-hidden="true"
        className="hidden grid-cols-[1rem_minmax(0,1fr)_8.5rem_8.25rem_9.5rem] gap-x-5 border-b px-4 py-1.5 text-muted text-small @3xl:grid @5xl:grid-cols-[1rem_minmax(0,1fr)_8.5rem_8.25rem_9rem_10.5rem_2.75rem]"
      >
        <span />
        <span>Case</span>
        <span className="text-right">At stake</span>
        <span>Last 30 days</span>
        <span className="hidden @5xl:block">Category</span>
        <span>Next step</span>
        <span className="hidden text-right @5xl:block">Age</span>
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
