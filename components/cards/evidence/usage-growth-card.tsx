import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, FigureCell, NARROW, Pair, PairCell, WIDE } from '@/components/cards/evidence/frame'
import { FigureBlock } from '@/components/cards/figure'
import { ChartFrame } from '@/components/charts/chart-frame'
import { Overlay } from '@/components/charts/overlay'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'
import { formatDay } from '@/lib/kernel/format'

/** How much was used and at what price, with the course of the business beside the cost where somebody measures it. */
export const EvidenceUsageGrowthCard = ({ part, intent }: CardProps<'evidence.usage_growth'>) => (
  <EvidenceFrame part={part} intent={intent}>
    {part.driver !== null && part.overlay.length > 0 ? (
      <ChartFrame
        className="mb-4"
        title={`Cost beside ${part.driver}`}
        subtitle="Index per day; 100 is the mean day before the onset"
        table={<OverlayTable overlay={part.overlay} driver={part.driver} />}
      >
        <Overlay points={part.overlay} driver={part.driver} />
      </ChartFrame>
    ) : null}
    {part.figures.length > 0 ? (
      <div className="mb-4 grid grid-cols-2 gap-x-6 gap-y-3 @lg:grid-cols-3">
        {part.figures.map((id) => (
          <FigureBlock key={id} id={id} intent={intent} size="small" />
        ))}
      </div>
    ) : null}
    <Table label={part.title}>
      <thead>
        <tr>
          <Th>Usage type</Th>
          <Th className="text-right">Used</Th>
          <Th className={cn('text-right', WIDE)}>One unit</Th>
          <Th className="text-right">Change</Th>
        </tr>
      </thead>
      <tbody>
        {part.units.map((u) => (
          <tr key={u.change}>
            <Td className="wrap-anywhere min-w-24 font-mono text-small">{u.usage_type}</Td>
            <PairCell
              before={u.quantity_before}
              after={u.quantity_after}
              intent={intent}
              below={<Pair before={u.unit_cost_before} after={u.unit_cost_after} intent={intent} className={cn('mt-1', NARROW)} />}
            />
            <PairCell before={u.unit_cost_before} after={u.unit_cost_after} intent={intent} className={WIDE} />
            <FigureCell id={u.change} intent={intent} />
          </tr>
        ))}
      </tbody>
    </Table>
  </EvidenceFrame>
)

/** The same days as the chart, newest first. */
const OverlayTable = ({ overlay, driver }: { overlay: CardProps<'evidence.usage_growth'>['part']['overlay']; driver: string }) => (
  <Table label={`cost beside ${driver}`}>
    <thead className="sticky top-0 bg-surface">
      <tr>
        <Th>Day</Th>
        <Th className="text-right">Cost</Th>
        <Th className="text-right">{driver}</Th>
      </tr>
    </thead>
    <tbody>
      {[...overlay].reverse().map((p) => (
        <tr key={p.day}>
          <Td>{formatDay(p.day)}</Td>
          <Td className="text-right">{p.cost ?? 'not known'}</Td>
          <Td className="text-right">{p.driver ?? 'not known'}</Td>
        </tr>
      ))}
    </tbody>
  </Table>
)
