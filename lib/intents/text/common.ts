import { clip } from '@/lib/intents/clip'
import { factText, type TextContext } from '@/lib/intents/text/context'
import { columns, indent, spark, wrap } from '@/lib/intents/text/layout'
import { formatDay, formatInstant, formatMoney } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

/** A line of marks per row with its total, and the dearest day of each. */
export function drawHeatmap(part: ComponentOf<'heatmap'>, ctx: TextContext): string[] {
  const rows = part.rows.map((row) => {
    const known = row.cells.flatMap((cell, i) => (cell === null ? [] : [{ cell, day: part.days[i] ?? '' }]))
    const most = known.toSorted((a, b) => Number(b.cell) - Number(a.cell))[0]
    const said = most === undefined ? 'no day is known' : `most ${formatDay(most.day)} ${formatMoney(most.cell, part.currency)}`
    return [clip(row.label, 32), factText(row.total, ctx), spark(row.cells.map((cell) => (cell === null ? null : Number(cell)))), said]
  })
  const span = `${formatDay(part.days[0] ?? '')} to ${formatDay(part.days.at(-1) ?? '')}`
  const notes = [part.unsettled.length > 0 ? `may still be restated: ${part.unsettled.map((d) => formatDay(d)).join(', ')}` : null, part.more]
  return [part.title, part.subtitle, `  ${span}`, ...indent(columns(rows, ['start', 'end', 'start', 'start'])), ...indent(notes.filter((n) => n !== null))]
}

const RISKS = { looser: 'protects less', stricter: 'protects more', neutral: '', unknown: 'not known what it does to what protects' } as const

export const drawKvDiff = (part: ComponentOf<'kv_diff'>): string[] => [
  part.title,
  ...wrap(part.subtitle, '  '),
  ...part.lines.flatMap((line) => {
    const notes = [RISKS[line.risk], line.note].filter((n) => n !== '')
    return [...wrap(`${line.key}: ${line.before ?? 'not known'} → ${line.after ?? 'gone'}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`, '  ')]
  }),
]

export const drawCitations = (part: ComponentOf<'citations'>, ctx: TextContext): string[] => [
  part.title,
  ...wrap(part.subtitle, '  '),
  ...part.sources.flatMap((s, i) => [
    ...wrap(`${s.holds}, ${s.source}, ${formatInstant(s.as_of, ctx.now)}: ${s.completeness} [${s.digest}]`, `  ${String(i + 1).padStart(2)} `),
    ...wrap(s.question, '     < '),
    ...s.gaps.flatMap((gap) => wrap(`not known: ${gap}`, '       ')),
  ]),
]

export const drawLinks = (part: ComponentOf<'links'>): string[] => [part.title, ...part.links.flatMap((l) => wrap(`${l.label}: ${l.note} ${l.href}`, '  '))]

export const drawUnsupported = (part: ComponentOf<'unsupported'>): string[] => [...part.text.split('\n'), `Open it in Countersign: ${part.href}`]
