import { clip } from '@/lib/intents/clip'
import { columns, indent } from '@/lib/intents/text/layout'
import type { ComponentOf } from '@/schemas/intent'

const ROWS = 20
const CELL = 44

export function drawTable(part: ComponentOf<'table'>): string[] {
  const rows = part.rows.slice(0, ROWS).map((row) => row.cells.map((cell) => clip(cell.text, CELL)))
  const below = [part.rest ?? [], part.totals ?? []].filter((cells) => cells.length > 0).map((cells) => cells.map((cell) => cell.text))
  const all = [part.columns.map((c) => c.label), ...rows, ...below]
  const rest = part.rows.length - rows.length
  const notes = [rest > 0 ? `${rest} more rows on the page` : null, part.more].filter((t) => t !== null)
  return [
    part.title,
    part.subtitle,
    ...indent(
      columns(
        all,
        part.columns.map((c) => c.align),
      ),
    ),
    ...indent(notes),
  ].filter((line) => line !== '')
}

export function drawSnapshotDiff(part: ComponentOf<'snapshot.diff'>): string[] {
  const rows = part.rows
    .slice(0, ROWS)
    .map((r) => [clip(r.target, CELL), r.field, clip(r.before, CELL), '→', clip(r.after, CELL), r.is_expected ? '' : '(not expected)'])
  const rest = part.rows.length - rows.length
  const lines = rows.length === 0 ? ['nothing changed'] : columns(rows, ['start', 'start', 'start', 'start', 'start', 'start'])
  return [part.title, ...indent(rest > 0 ? [...lines, `${rest} more fields on the page`] : lines)]
}
