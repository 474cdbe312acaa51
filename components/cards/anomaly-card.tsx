import type { CardProps } from '@/components/cards/card'
import { FigureBlock } from '@/components/cards/figure'
import { SEVERITY_WORD } from '@/components/cards/headline-card'
import { Sparkline } from '@/components/charts/sparkline'
import { Badge, Tag } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Age } from '@/components/ui/time'

/** One row of the inbox, given room. */
export function AnomalyCard({ part, intent }: CardProps<'anomaly.card'>) {
  const { row } = part
  return (
    <article aria-label={row.title}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge kind={row.severity}>{SEVERITY_WORD[row.severity]}</Badge>
        <Tag>{row.status}</Tag>
        <span className="ml-auto text-muted text-small">
          open <Age at={row.opened_at} now={intent.server_now} />
        </span>
      </div>
      <Link href={`/cases/${row.case_id}`} className="quiet-link mt-2 block text-pretty text-card font-strong">
        {row.title}
      </Link>
      <p className="text-muted text-table">{row.scope}</p>
      <div className="mt-4 grid grid-cols-2 items-end gap-4 @md:grid-cols-[auto_auto_1fr]">
        <FigureBlock id={row.at_stake} intent={intent} />
        {row.delta_pct ? <FigureBlock id={row.delta_pct} intent={intent} /> : null}
        <div className="justify-self-end">
          <Sparkline points={row.spark} width={148} height={40} label={`Last ${row.spark.length} days`} />
        </div>
      </div>
      <dl className="mt-4 grid grid-cols-[6.5rem_1fr] gap-y-1 border-t pt-3 text-table">
        <dt className="font-normal text-muted">Category</dt>
        <dd>
          {row.category}, {row.confidence}
        </dd>
        <dt className="font-normal text-muted">Next step</dt>
        <dd>{row.next_step}</dd>
        <dt className="font-normal text-muted">Owner</dt>
        <dd>{row.owner ?? 'No owner yet'}</dd>
      </dl>
    </article>
  )
}
