import { AnomalyRow, INBOX_COLUMNS } from '@/components/cards/anomaly-row'
import type { CardProps } from '@/components/cards/card'
import { cn } from '@/components/ui/cn'

type Drawn = Pick<CardProps<'anomaly.inbox'>, 'part' | 'intent'>

/** Ranked by money at stake. */
export const AnomalyInboxCard = ({ part, intent }: CardProps<'anomaly.inbox'>) => <AnomalyList cards={[{ part, intent }]} />

/**
 * The rows of one card, or of several that go on with one another. They are one list: whoever hears the page is told its whole length, and a row that an update
 * moves from one card to another keeps the keyboard. Column names are set once, small, above the rows.
 */
export function AnomalyList({ cards }: { cards: readonly Drawn[] }) {
  const more = cards.flatMap(({ part }) => part.more ?? [])
  return (
    <div className="@container">
      <div aria-hidden="true" className={cn('hidden gap-x-3 border-b px-4 py-1.5 text-muted text-small @3xl:grid @5xl:gap-x-4', INBOX_COLUMNS)}>
        <span />
        <span>Case</span>
        <span className="text-right">At stake</span>
        <span>Last 30 days</span>
        <span className="hidden @4xl:block">Category</span>
        <span>Next step</span>
      </div>
      <ul className="ruled" data-inbox>
        {cards.flatMap(({ part, intent }) => part.rows.map((row) => <AnomalyRow key={row.case_id} row={row} intent={intent} />))}
      </ul>
      {more.length > 0 ? <p className="border-t px-4 py-2 text-muted text-small">{more.join(', ')}</p> : null}
    </div>
  )
}
