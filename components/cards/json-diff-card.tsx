import type { CardProps } from '@/components/cards/card'
import { DiffRisk } from '@/components/cards/diff-risk'
import { CardHeader } from '@/components/ui/card'

type Line = CardProps<'json_diff'>['part']['lines'][number]

/** A structured value before and after, leaf by leaf: what differs, and what that does to what protects people. */
export const JsonDiffCard = ({ part }: CardProps<'json_diff'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <dl className="mt-2 text-table">
      {part.lines.map((line) => (
        <div key={line.path} className="grid gap-x-4 gap-y-0.5 border-line border-b py-1.5 @lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_8rem]">
          <dt className="wrap-anywhere font-mono text-small">{line.path}</dt>
          <dd className="wrap-anywhere min-w-0">
            <Values line={line} />
          </dd>
          <dd>
            <DiffRisk risk={line.risk} />
          </dd>
        </div>
      ))}
    </dl>
  </div>
)

function Values({ line }: { line: Line }) {
  if (line.hidden_by !== null) return <span className="text-muted">changed; hidden by the rule {line.hidden_by}</span>
  return (
    <>
      {line.before === null ? <span className="text-muted">not there</span> : <s className="text-muted decoration-line-strong">{line.before}</s>}
      <span className="sr-only">, now </span>
      <span aria-hidden="true"> → </span>
      {line.after ?? 'gone'}
    </>
  )
}
