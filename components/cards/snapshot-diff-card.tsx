import type { CardProps } from '@/components/cards/card'
import { CardHeader } from '@/components/ui/card'
import { Mark } from '@/components/ui/mark'
import { Table, Td, Th } from '@/components/ui/table'

/** Before and after, field by field. A change nobody declared is marked by shape and word. */
export function SnapshotDiffCard({ part }: CardProps<'snapshot.diff'>) {
  const surprises = part.rows.filter((r) => !r.is_expected).length
  return (
    <div>
      <CardHeader
        title={part.title}
        subtitle={
          surprises === 0
            ? 'Every change was declared by the plan.'
            : `${surprises} of ${part.rows.length} changes were not declared by the plan: somebody else, or a side effect nobody named.`
        }
      />
      <div className="mt-2">
        <Table className="min-w-[34rem]">
          <thead>
            <tr>
              <Th>Target</Th>
              <Th>Field</Th>
              <Th>Before</Th>
              <Th>After</Th>
              <Th>Declared</Th>
            </tr>
          </thead>
          <tbody>
            {[...part.rows]
              .sort((a, b) => Number(a.is_expected) - Number(b.is_expected))
              .map((r) => (
                <tr key={r.target + r.field} className={r.is_expected ? undefined : 'bg-danger-wash'}>
                  <Td className="font-strong">{r.target}</Td>
                  <Td className="text-muted">{r.field}</Td>
                  <Td className="text-muted line-through decoration-line-strong">{r.before}</Td>
                  <Td>{r.after}</Td>
                  <Td>
                    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-small">
                      <Mark kind={r.is_expected ? 'verified' : 'critical'} />
                      {r.is_expected ? 'declared' : 'unexpected'}
                    </span>
                  </Td>
                </tr>
              ))}
          </tbody>
        </Table>
      </div>
    </div>
  )
}
