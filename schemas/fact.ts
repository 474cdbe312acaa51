import { z } from 'zod'
import { EvidenceId } from '@/schemas/ids'
import { text } from '@/schemas/intent-text'
import { Currency } from '@/schemas/money'
import { Instant } from '@/schemas/time'

/** One figure that may be shown anywhere. `value` is exact; `text` is how the server prints it; `evidence` is where "why this number?" leads. */
export const Fact = z.strictObject({
  label: text,
  kind: z.enum(['money', 'ratio', 'count', 'duration', 'instant', 'day', 'text', 'enum']),
  value: text,
  text,
  unit: text.nullable(),
  currency: Currency.nullable(),
  per: z.enum(['hour', 'day', 'month', 'year']).nullable(),
  direction: z.enum(['up', 'down', 'flat']).nullable(),
  polarity: z.enum(['good', 'bad', 'neutral']),
  as_of: Instant.nullable(),
  window: text.nullable(),
  evidence: z.array(EvidenceId),
  /** How it was made, in words a person can check; null for a value read as it is. */
  formula: text.nullable(),
})
export type Fact = z.infer<typeof Fact>
