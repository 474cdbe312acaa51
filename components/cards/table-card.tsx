import type { ReactNode } from 'react'
import type { CardProps } from '@/components/cards/card'
import { NARROW, WIDE } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { foldedColumns } from '@/components/cards/folded-columns'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { RowFold, Table, Td, Th } from '@/components/ui/table'
import { Unbroken } from '@/components/ui/unbroken'

type Cell = CardProps<'table'>['part']['rows'][number]['cells'][number]

export function TableCard({ part, intent }: CardProps<'table'>) {
  const align = (i: number) => (part.columns[i]?.align === 'end' ? 'text-right' : 'text-left')
  const cell = (c: Cell) => (c.fact ? <Figure id={c.fact} intent={intent} /> : <Unbroken text={c.text} />)
  const folded = foldedColumns(part, intent.facts)
  const below = (cells: readonly Cell[]) =>
    cells.flatMap((c, i) => (folded.has(i) && (c.fact ?? c.text) ? [{ label: part.columns[i]?.label ?? '', shown: cell(c) }] : []))
  const place = (i: number) => cn(align(i), folded.has(i) && WIDE)
  const foot = (cells: readonly Cell[], row: string, edge: string) => (
    <tr className={row}>
      {cells.map((c, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
        <Td key={i} className={cn(place(i), edge)}>
          {cell(c)}
          {i === 0 ? <Folded cells={below(cells)} /> : null}
        </Td>
      ))}
    </tr>
  )
  return (
    <div>
      <CardHeader title={part.title} subtitle={part.subtitle} />
      <RowFold rows={part.rows.length}>
        <Table label={part.title} className="mt-2">
          <thead>
            <tr>
              {part.columns.map((column, i) => (
                <Th key={column.label} className={place(i)}>
                  {column.label}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {part.rows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table have no identity but their place
              <tr key={r} className="hover:bg-wash">
                {row.cells.map((c, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <Td key={i} className={cn(place(i), i === 0 && 'min-w-36 max-w-80 break-words')}>
                    {i === 0 && row.href ? (
                      <Link href={row.href} className="quiet-link font-strong">
                        <Unbroken text={c.text} />
                      </Link>
                    ) : (
                      cell(c)
                    )}
                    {i === 0 ? <Folded cells={below(row.cells)} /> : null}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
          {part.rest || part.totals ? (
            <tfoot>
              {part.rest ? foot(part.rest, 'text-muted', '') : null}
              {part.totals ? foot(part.totals, 'font-strong', 'border-ink border-t border-b-0') : null}
            </tfoot>
          ) : null}
        </Table>
      </RowFold>
      {part.more ? <p className="mt-2 text-muted text-small">{part.more}</p> : null}
    </div>
  )
}

/** What other columns say, below the name where there is no room for them: each on one line, with no mark between that could end one. */
const Folded = ({ cells }: { cells: { label: string; shown: ReactNode }[] }) => (
  <span className={cn('block text-pretty font-normal text-muted text-small', NARROW)}>
    {cells.map(({ label, shown }) => (
      <span key={label} className="mr-2.5 inline-block">
        {label}: {shown}{' '}
      </span>
    ))}
  </span>
)
