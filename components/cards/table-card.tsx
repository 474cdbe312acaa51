import type { CardProps } from '@/components/cards/card'
import { NARROW, WIDE } from '@/components/cards/evidence/frame'
import { Figure } from '@/components/cards/figure'
import { CardHeader } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { RowFold, Table, Td, Th } from '@/components/ui/table'

export function TableCard({ part, intent }: CardProps<'table'>) {
  const align = (i: number) => (part.columns[i]?.align === 'end' ? 'text-right' : 'text-left')
  const cell = (c: { text: string; fact: string | null }) => (c.fact ? <Figure id={c.fact} intent={intent} /> : c.text)
  // Words beside the first column stand below it on a phone, so that the figures stay in view.
  const isFolded = (i: number) => i > 0 && part.columns[i]?.align === 'start' && part.rows.every((row) => !row.cells[i]?.fact)
  const folded = (row: (typeof part.rows)[number]) => row.cells.flatMap((c, i) => (isFolded(i) && c.text ? [`${part.columns[i]?.label}: ${c.text}`] : []))
  const place = (i: number) => cn(align(i), isFolded(i) && WIDE)
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
                        {c.text}
                      </Link>
                    ) : (
                      cell(c)
                    )}
                    {i === 0 ? <Folded texts={folded(row)} /> : null}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
          {part.totals ? (
            <tfoot>
              <tr className="font-strong">
                {part.totals.map((c, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <Td key={i} className={cn(place(i), 'border-ink border-t border-b-0')}>
                    {cell(c)}
                  </Td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </Table>
      </RowFold>
      {part.more ? <p className="mt-2 text-muted text-small">{part.more}</p> : null}
    </div>
  )
}

/** What other columns say, below the name where there is no room for them: each on one line, with no mark between that could end one. */
const Folded = ({ texts }: { texts: string[] }) => (
  <span className={cn('block text-pretty text-muted text-small', NARROW)}>
    {texts.map((text) => (
      <span key={text} className="mr-2.5 inline-block">
        {text}{' '}
      </span>
    ))}
  </span>
)
