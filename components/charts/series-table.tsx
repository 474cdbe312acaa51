'use client'
import { Table, Td, Th } from '@/components/ui/table'
import { formatDay, formatMoney } from '@/lib/kernel/format'
import type { SeriesPoint } from '@/schemas/intent'

/** The same days as the chart, newest first, exact. Drawn in the browser when it is asked for: a page would carry a hundred rows that few look at, with every repaint. */
export function SeriesTable({ title, points, currency }: { title: string; points: (SeriesPoint & { is_used?: boolean })[]; currency: string }) {
  const money = (v: string | null) => (v === null ? <span className="text-muted">not known</span> : formatMoney(v, currency, 'always'))
  return (
    <Table label={title}>
      <thead className="sticky top-0 bg-surface">
        <tr>
          <Th>Day</Th>
          <Th className="text-right">Actual</Th>
          <Th className="text-right">Expected</Th>
          <Th className="text-right">95 % band</Th>
          <Th>State</Th>
        </tr>
      </thead>
      <tbody>
        {[...points].reverse().map((p) => (
          <tr key={p.day}>
            <Td className="whitespace-nowrap">{formatDay(p.day)}</Td>
            <Td className="text-right">{money(p.actual)}</Td>
            <Td className="text-right text-accent">{money(p.expected)}</Td>
            <Td className="whitespace-nowrap text-right text-muted">
              {p.low95 === null || p.high95 === null ? 'not known' : `${formatMoney(p.low95, currency)} to ${formatMoney(p.high95, currency)}`}
            </Td>
            <Td className="text-muted">{p.is_settled ? (p.is_used ? 'counted' : 'settled') : 'not settled'}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
