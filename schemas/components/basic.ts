import { z } from 'zod'
import { Severity } from '@/schemas/decision'
import { FactId, text } from '@/schemas/intent-text'
import { Currency, Decimal } from '@/schemas/money'
import { Day, Instant } from '@/schemas/time'

export const SeriesPoint = z.strictObject({
  day: Day,
  actual: Decimal.nullable(),
  expected: Decimal.nullable(),
  low80: Decimal.nullable(),
  high80: Decimal.nullable(),
  low95: Decimal.nullable(),
  high95: Decimal.nullable(),
  is_settled: z.boolean(),
})
export type SeriesPoint = z.infer<typeof SeriesPoint>

const Cell = z.strictObject({ text, fact: FactId.nullable() })
export const Marker = z.strictObject({ day: Day, label: text, tone: z.enum(['onset', 'event', 'approve', 'execute', 'check']) })

export const Headline = z.strictObject({
  kind: z.literal('headline'),
  severity: Severity.nullable(),
  status: text,
  sentence: text,
  figures: z.array(FactId).max(3),
})

export const FactGrid = z.strictObject({ kind: z.literal('fact_grid'), title: text, facts: z.array(FactId).max(24) })

export const Notice = z.strictObject({
  kind: z.literal('notice'),
  tone: z.enum(['info', 'missing', 'stale', 'degraded', 'denied', 'expired', 'void', 'done']),
  title: text,
  text,
  remedy: text.nullable(),
})

export const Table = z.strictObject({
  kind: z.literal('table'),
  title: text,
  subtitle: text,
  columns: z
    .array(z.strictObject({ label: text, align: z.enum(['start', 'end']) }))
    .min(1)
    .max(12),
  rows: z.array(z.strictObject({ href: text.nullable(), cells: z.array(Cell) })).max(200),
  /** What was found and is not among the rows, as one row; absent where everything is listed. */
  rest: z.array(Cell).optional(),
  totals: z.array(Cell).nullable(),
  more: text.nullable(),
})

export const Timeseries = z.strictObject({
  kind: z.literal('timeseries'),
  title: text,
  subtitle: text,
  currency: Currency,
  points: z.array(SeriesPoint).max(200),
  markers: z.array(Marker).max(12),
})

export const Waterfall = z.strictObject({
  kind: z.literal('waterfall'),
  title: text,
  subtitle: text,
  currency: Currency,
  steps: z.array(z.strictObject({ label: text, amount: Decimal, tone: z.enum(['total', 'rise', 'fall', 'remainder']), fact: FactId.nullable() })).max(24),
})

export const Bars = z.strictObject({
  kind: z.literal('bars'),
  title: text,
  subtitle: text,
  currency: Currency,
  bars: z.array(z.strictObject({ label: text, value: Decimal, before: Decimal.nullable(), fact: FactId.nullable() })).max(50),
})

export const Timeline = z.strictObject({
  kind: z.literal('timeline'),
  title: text,
  events: z.array(z.strictObject({ at: Instant, title: text, detail: text, actor: text, seq: z.int().nullable(), hash: text.nullable() })).max(200),
})
