import { z } from 'zod'
import { FactId, text } from '@/schemas/intent-text'
import { Currency, Decimal } from '@/schemas/money'

const Bar = z.strictObject({ label: text, amount: Decimal, fact: FactId })

/** From the expected day to the actual one by kind of change, and by place. What nobody can explain is always a step of its own, also when it is zero. */
export const AttributionWaterfall = z.strictObject({
  kind: z.literal('attribution.waterfall'),
  title: text,
  subtitle: text,
  currency: Currency,
  from: Bar,
  steps: z.array(Bar).max(20),
  remainder: z.array(Bar).min(1).max(2),
  to: Bar,
  slices: z.array(z.strictObject({ place: text, factor: FactId, change: FactId, share: FactId })).max(12),
  outside: FactId,
  more: text.nullable(),
})
