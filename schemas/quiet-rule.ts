import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Decimal } from '@/schemas/money'
import { Day, Instant } from '@/schemas/time'

/**
 * What a person said about a scope: rises up to `floor_per_day` dollars a day are expected there before `until`. Such a rise opens no case and stands in
 * the ledger of what was held back, under this rule. Lifting it brings the rise back at the next look.
 */
export const QuietRule = z.strictObject({
  rule_id: z.string().startsWith('qr_'),
  scope: Scope,
  family: z.enum(['usage', 'credit', 'refund', 'fee', 'marketplace', 'commitment_unused']),
  floor_per_day: Decimal,
  until: Day,
  case_id: z.string(),
  by: z.string(),
  because: z.string().max(2000),
  at: Instant,
})
export type QuietRule = z.infer<typeof QuietRule>
