import { z } from 'zod'
import { DiffRisk } from '@/schemas/components/diffs'
import { FactId, longText, text } from '@/schemas/intent-text'
import { Currency, Decimal } from '@/schemas/money'
import { Day, Instant } from '@/schemas/time'

/** Cost by day and one more dimension. A day without a figure is null and never zero; a row's total opens where it comes from. */
export const Heatmap = z.strictObject({
  kind: z.literal('heatmap'),
  title: text,
  subtitle: text,
  currency: Currency,
  days: z.array(Day).min(1).max(31),
  /** Days that may still be restated. */
  unsettled: z.array(Day).max(31),
  rows: z.array(z.strictObject({ label: text, total: FactId, cells: z.array(Decimal.nullable()).max(31) })).max(12),
  more: text.nullable(),
})

/** Values by name before and after. `risk` says what the change does to what protects people; `unknown` where nobody can tell. */
export const KvDiff = z.strictObject({
  kind: z.literal('kv_diff'),
  title: text,
  subtitle: text,
  lines: z.array(z.strictObject({ key: text, before: text.nullable(), after: text.nullable(), risk: DiffRisk, note: text })).max(50),
})

/** The sources that an answer rests on, each as it was asked. */
export const Citations = z.strictObject({
  kind: z.literal('citations'),
  title: text,
  subtitle: text,
  sources: z
    .array(
      z.strictObject({
        holds: text,
        source: text,
        question: text,
        as_of: Instant,
        completeness: text,
        is_complete: z.boolean(),
        digest: text,
        gaps: z.array(text).max(12),
      }),
    )
    .max(50),
})

/** Where to go next. Addresses are paths of this product. */
export const Links = z.strictObject({
  kind: z.literal('links'),
  title: text,
  links: z.array(z.strictObject({ label: text, href: z.string().regex(/^\/(?!\/)[!-~]{0,400}$/), note: text })).max(12),
})

/** The place of a card whose facts are being read: what is read, and the geometry that it will have. It is gone when the card is there. */
export const SkeletonPart = z.strictObject({
  kind: z.literal('skeleton'),
  title: text,
  text,
  shape: z.enum(['chart', 'rows', 'text']),
  rows: z.int().min(1).max(12),
})

/** A part that the client said it cannot draw, as text with every figure. */
export const Unsupported = z.strictObject({ kind: z.literal('unsupported'), asked_kind: text, text: longText, href: text })
