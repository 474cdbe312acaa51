import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Decimal } from '@/schemas/money'
import { Day, Instant } from '@/schemas/time'

/**
 * What a person set for a scope: before `until`, rises there below `least_per_day` dollars a day open no case. Such a rise stands in the ledger of what was
 * held back, under this rule. Lifting it brings the rise back at the next look.
 */
export const ThresholdRule = z.strictObject({
  rule_id: z.string().startsWith('th_'),
  scope: Scope,
  least_per_day: Decimal,
  until: Day,
  by: z.string(),
  because: z.string().max(2000),
  at: Instant,
})
export type ThresholdRule = z.infer<typeof ThresholdRule>
