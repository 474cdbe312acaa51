import { clip } from '@/lib/intents/clip'
import { factText, type TextContext } from '@/lib/intents/text/context'
import { columns, indent, spark, wrap } from '@/lib/intents/text/layout'
import { formatInstant } from '@/lib/kernel/format'
import type { AnomalyRow, ComponentOf } from '@/schemas/intent'

const owner = (row: AnomalyRow): string => (row.owner === null ? 'no owner' : `owner ${row.owner}`)
const change = (row: AnomalyRow, ctx: TextContext): string => (row.delta_pct === null ? '' : factText(row.delta_pct, ctx))

export function drawAnomalyCard({ row }: ComponentOf<'anomaly.card'>, ctx: TextContext): string[] {
  const line = spark(row.spark.map((p) => p.actual))
  return [
    `${row.severity} severity · ${row.status} · opened ${formatInstant(row.opened_at, ctx.now)} · ${owner(row)}`,
    ...wrap(row.title),
    `  ${row.scope}`,
    `  ${factText(row.at_stake, ctx)} at stake ${change(row, ctx)}`.trimEnd(),
    `  ${row.category} · ${row.confidence}`,
    `  Next: ${row.next_step}`,
    ...(line === '' ? [] : [`  ${line}`]),
  ]
}

export function drawInbox(part: ComponentOf<'anomaly.inbox'>, ctx: TextContext): string[] {
  if (part.rows.length === 0) return ['No open case.']
  const rows = part.rows.map((row) => [row.severity, factText(row.at_stake, ctx), change(row, ctx), clip(row.title, 52), row.status, row.case_id])
  const lines = columns([['Severity', 'At stake', 'Change', 'Case', 'Status', 'Id'], ...rows], ['start', 'end', 'end', 'start', 'start', 'start'])
  return [...lines, ...indent(part.more === null ? [] : [part.more])]
}
