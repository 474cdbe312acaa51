import type { CardProps } from '@/components/cards/card'
import { DiffRisk } from '@/components/cards/diff-risk'
import { CardHeader } from '@/components/ui/card'

/** What was set, from what to what, and what that does to what protects people. A phone has each below its name. */
export const KvDiffCard = ({ part }: CardProps<'kv_diff'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <dl className="mt-2 text-table">
      {part.lines.map((line) => (
        <div key={line.key} className="grid gap-x-4 gap-y-0.5 border-line border-b py-1.5 @lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_8rem]">
          <dt className="wrap-anywhere min-w-0 font-strong">
            {line.key}
            {line.note ? <span className="block font-normal text-muted text-small">{line.note}</span> : null}
          </dt>
          <dd className="wrap-anywhere min-w-0">
            {line.before === null ? <span className="text-muted">not known</span> : <s className="text-muted decoration-line-strong">{line.before}</s>}
            <span className="sr-only">, now </span>
            <span aria-hidden="true"> → </span>
            {line.after ?? 'gone'}
          </dd>
          <dd>
            <DiffRisk risk={line.risk} />
          </dd>
        </div>
      ))}
    </dl>
  </div>
)
