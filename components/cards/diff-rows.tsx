import type { ReactNode } from 'react'
import { DiffRisk } from '@/components/cards/diff-risk'
import type { ComponentOf } from '@/schemas/intent'

type Row = {
  key: string
  name: ReactNode
  /** Null: there was none, in the words of `absent`. */
  before: string | null
  after: string | null
  absent: string
  /** Rule that hides both values; null where they are shown. */
  hidden_by: string | null
  risk: ComponentOf<'kv_diff'>['lines'][number]['risk']
}

/** Values before and after, a name each, and what the change does to what protects people. A phone has each below its name. */
export const DiffRows = ({ rows }: { rows: Row[] }) => (
  <dl className="mt-2 text-table">
    {rows.map((row) => (
      <div key={row.key} className="grid gap-x-4 gap-y-0.5 border-line border-b py-1.5 @lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_8rem]">
        <dt className="wrap-anywhere min-w-0">{row.name}</dt>
        <dd className="wrap-anywhere min-w-0">
          <Values row={row} />
        </dd>
        <dd>
          <DiffRisk risk={row.risk} />
        </dd>
      </div>
    ))}
  </dl>
)

function Values({ row: { before, after, absent, hidden_by } }: { row: Row }) {
  if (hidden_by !== null) return <span className="text-muted">changed; hidden by the rule {hidden_by}</span>
  return (
    <>
      {before === null ? <span className="text-muted">{absent}</span> : <s className="text-muted decoration-line-strong">{before}</s>}
      <span className="sr-only">, now </span>
      <span aria-hidden="true"> → </span>
      {after ?? 'gone'}
    </>
  )
}
