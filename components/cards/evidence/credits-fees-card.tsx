import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, FigureCell, NARROW, PairCell, WIDE } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'
import { Mark } from '@/components/ui/mark'
import { Table, Td, Th } from '@/components/ui/table'

/** A statement: each charge that is not usage, then what it makes of the cost of the usage. */
export function EvidenceCreditsFeesCard({ part, intent }: CardProps<'evidence.credits_fees'>) {
  const totals = [
    ['Gross', part.gross, 'usage before these charges'],
    ['Net', part.net, 'what is left to pay'],
  ] as const
  return (
    <EvidenceFrame part={part} intent={intent}>
      <Table label={part.title}>
        <thead>
          <tr>
            <Th>Record</Th>
            <Th className="text-right">Since the change</Th>
            <Th className={cn('text-right', WIDE)}>Change</Th>
          </tr>
        </thead>
        <tbody>
          {part.records.map((r) => (
            <tr key={r.record_type + r.description}>
              <Td className="min-w-24 break-words">
                <span className={cn('inline-flex items-center gap-1.5', r.is_cause && 'font-strong')}>
                  {r.is_cause ? <Mark kind="high" /> : null}
                  {r.record_type}
                  {r.is_cause ? <span className="sr-only">, the cause</span> : null}
                </span>
                <span className="block text-pretty text-muted text-small">{r.description}</span>
              </Td>
              <PairCell
                before={r.before}
                after={r.after}
                intent={intent}
                below={
                  <span className={cn('block', NARROW)}>
                    <Figure id={r.change} intent={intent} />
                  </span>
                }
              />
              <FigureCell id={r.change} intent={intent} className={WIDE} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          {totals.map(([label, pair, note], i) => (
            <tr key={label}>
              <Td className={cn(i === 0 && 'border-t border-t-ink')}>
                <span className="font-strong">{label}</span>
                <span className="block text-muted text-small">{note}</span>
              </Td>
              <PairCell before={pair.before} after={pair.after} intent={intent} className={cn('font-strong', i === 0 && 'border-t border-t-ink')} />
              <Td className={cn(WIDE, i === 0 && 'border-t border-t-ink')} />
            </tr>
          ))}
        </tfoot>
      </Table>
    </EvidenceFrame>
  )
}
