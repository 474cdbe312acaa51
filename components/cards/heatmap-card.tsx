import type { CardProps } from '@/components/cards/card'
import { Figure } from '@/components/cards/figure'
import { ChartFrame } from '@/components/charts/chart-frame'
import { Heatmap } from '@/components/charts/heatmap'
import { Table, Td, Th } from '@/components/ui/table'
import { formatDay, formatMoney } from '@/lib/kernel/format'

/** Cost by day and place; the table beside it holds every amount. */
export function HeatmapCard({ part, intent }: CardProps<'heatmap'>) {
  const rows = part.rows.map((row) => ({ ...row, figure: <Figure id={row.total} intent={intent} /> }))
  return (
    <div>
      <ChartFrame title={part.title} subtitle={part.subtitle} table={<HeatmapTable part={part} />}>
        <Heatmap rows={rows} days={part.days} unsettled={part.unsettled} currency={part.currency} />
      </ChartFrame>
      {part.more ? <p className="mt-2 text-muted text-small">{part.more}</p> : null}
    </div>
  )
}

const HeatmapTable = ({ part }: { part: CardProps<'heatmap'>['part'] }) => (
  <Table label={part.title}>
    <thead className="sticky top-0 bg-surface">
      <tr>
        <Th>Day</Th>
        {part.rows.map((row) => (
          <Th key={row.label} className="text-right">
            {row.label}
          </Th>
        ))}
      </tr>
    </thead>
    <tbody>
      {part.days.map((day, i) => (
        <tr key={day}>
          <Td className="whitespace-nowrap">
            {formatDay(day)}
            {part.unsettled.includes(day) ? <span className="text-muted"> not settled</span> : null}
          </Td>
          {part.rows.map((row) => {
            const cell = row.cells[i] ?? null
            return (
              <Td key={row.label} className="text-right">
                {cell === null ? <span className="text-muted">not known</span> : formatMoney(cell, part.currency)}
              </Td>
            )
          })}
        </tr>
      ))}
    </tbody>
  </Table>
)
