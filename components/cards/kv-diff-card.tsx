import type { CardProps } from '@/components/cards/card'
import { DiffRisk } from '@/components/cards/diff-risk'
import { CardHeader } from '@/components/ui/card'
import { Table, Td, Th } from '@/components/ui/table'

/** What was set, from what to what, and what that does to what protects people. */
export const KvDiffCard = ({ part }: CardProps<'kv_diff'>) => (
  <div>
    <CardHeader title={part.title} subtitle={part.subtitle} />
    <div className="mt-2">
      <Table>
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Before and after</Th>
            <Th>Protection</Th>
          </tr>
        </thead>
        <tbody>
          {part.lines.map((line) => (
            <tr key={line.key}>
              <Td className="min-w-20 font-strong">
                {line.key}
                {line.note ? <span className="block font-normal text-muted text-small">{line.note}</span> : null}
              </Td>
              <Td className="wrap-anywhere min-w-28">
                {line.before === null ? <span className="text-muted">not known</span> : <s className="text-muted decoration-line-strong">{line.before}</s>}
                <span className="sr-only">, now </span>
                <span aria-hidden="true"> → </span>
                {line.after ?? 'gone'}
              </Td>
              <Td>
                <DiffRisk risk={line.risk} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  </div>
)
