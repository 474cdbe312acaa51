import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, FigureCell, NARROW, Pair, PairCell, WIDE } from '@/components/cards/evidence/frame'
import { FigureBlock } from '@/components/cards/figure'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'

/** Routes with bytes, price and change, under the two reasons why a bill for moved bytes can rise. */
export function EvidenceDataTransferCard({ part, intent }: CardProps<'evidence.data_transfer'>) {
  const split = [part.split.volume, part.split.rate, part.split.unsplit].filter((id) => id !== null)
  return (
    <EvidenceFrame part={part} intent={intent}>
      <div className="mb-4 grid grid-cols-2 gap-x-6 gap-y-3 @lg:grid-cols-3">
        {split.map((id) => (
          <FigureBlock key={id} id={id} intent={intent} size="small" />
        ))}
      </div>
      <Table label={part.title}>
        <thead>
          <tr>
            <Th>Route</Th>
            <Th className="text-right">Moved</Th>
            <Th className={cn('text-right', WIDE)}>Price</Th>
            <Th className="text-right">Change</Th>
          </tr>
        </thead>
        <tbody>
          {part.routes.map((r) => (
            <tr key={r.usage_type + r.place}>
              <Td className="min-w-28">
                {r.route}
                <span className="wrap-anywhere block font-mono text-muted text-small">{r.usage_type}</span>
                <span className="block text-muted text-small">{r.place}</span>
              </Td>
              <PairCell
                before={r.gb_before}
                after={r.gb_after}
                intent={intent}
                below={<Pair before={r.rate_before} after={r.rate_after} intent={intent} className={cn('mt-1', NARROW)} />}
              />
              <PairCell before={r.rate_before} after={r.rate_after} intent={intent} className={WIDE} />
              <FigureCell id={r.change} intent={intent} />
            </tr>
          ))}
        </tbody>
      </Table>
    </EvidenceFrame>
  )
}
