import type { ComponentOf, Fact } from '@/schemas/intent'

/** Figures that stand beside a name at 390 px, characters of their columns together: what is left of 290 px beside 144 px of name and two gaps. */
const ROOM = 16

/**
 * Columns that a phone shows below the first one of a row, so that what the table comes to stays in view: words, and the figures before the last one
 * that have no room beside it.
 */
export function foldedColumns({ columns, rows }: Pick<ComponentOf<'table'>, 'columns' | 'rows'>, facts: Readonly<Record<string, Fact>>): ReadonlySet<number> {
  const folded = new Set<number>()
  let room = ROOM
  let has_figure = false
  for (let i = columns.length - 1; i > 0; i--) {
    const cells = rows.flatMap((row) => row.cells[i] ?? [])
    if (columns[i]?.align === 'start') {
      if (cells.every((c) => !c.fact)) folded.add(i)
      continue
    }
    room -= Math.max(0, ...cells.map((c) => (c.fact ? facts[c.fact]?.text : c.text)?.length ?? 0))
    if (has_figure && room < 0) folded.add(i)
    has_figure = true
  }
  return folded
}
