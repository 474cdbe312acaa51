import type { CardProps } from '@/components/cards/card'
import { NARROW, WIDE } from '@/components/cards/evidence/frame'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { RowFold, Table, Td, Th } from '@/components/ui/table'

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
            : `${surprises} of ${part.rows.length} changes were not declared by the plan: someone else made them, or they are side effects.`
        }
      />
      <RowFold rows={part.rows.length}>
        <Table label={part.title} className="mt-2">
          <thead>
            <tr>
              <Th>Target</Th>
              <Th className={WIDE}>Field</Th>
              <Th className={WIDE}>Before</Th>
              <Th>After</Th>
              <Th className={WIDE}>Declared</Th>
            </tr>
          </thead>
          <tbody>
            {[...part.rows]
              .sort((a, b) => Number(a.is_expected) - Number(b.is_expected))
              .map((r) => (
                <tr key={r.target + r.field} className={r.is_expected ? undefined : 'bg-danger-wash'}>
                  <Td className="wrap-anywhere min-w-20 font-strong">
                    {r.target}
                    <span className={cn('block font-normal text-muted text-small', NARROW)}>{r.field}</span>
                  </Td>
                  <Td className={cn('text-muted', WIDE)}>{r.field}</Td>
                  <Td className={cn('wrap-anywhere text-muted line-through decoration-line-strong', WIDE)}>{r.before}</Td>
                  <Td className="wrap-anywhere min-w-20">
                    <span className={NARROW}>
                      <s className="text-muted decoration-line-strong">{r.before}</s> <span aria-hidden="true">→ </span>
                    </span>
                    {r.after}
                    <Declared is_expected={r.is_expected} className={cn('mt-0.5 flex', NARROW)} />
                  </Td>
                  <Td className={WIDE}>
                    <Declared is_expected={r.is_expected} className="inline-flex" />
                  </Td>
                </tr>
              ))}
          </tbody>
        </Table>
      </RowFold>
    </div>
  )
}

const Declared = ({ is_expected, className }: { is_expected: boolean; className: string }) => (
  <span className={cn('items-center gap-1.5 whitespace-nowrap text-small', className)}>
    <Mark kind={is_expected ? 'verified' : 'critical'} />
    <span className="self-baseline">{is_expected ? 'declared' : 'unexpected'}</span>
  </span>
)
