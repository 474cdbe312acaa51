import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Currency, Decimal } from '@/schemas/money'
import { Day } from '@/schemas/time'

const days = z.array(z.strictObject({ day: Day, effective_cost: Decimal }))

/**
 * What a place of the bill that a saving is measured in cost a day: a scope, or single resources in it. A covered day without a line of it is a day without
 * cost. `covered` is what commitments paid for there, `unused` what those same commitments were left unused, wherever they are billed.
 */
export const MeasuredPlace = z.strictObject({
  kind: z.literal('cost.measured_place'),
  scope: Scope,
  /** Empty for a scope as a whole. */
  resource_ids: z.array(z.string()),
  currency: Currency,
  points: z.array(z.strictObject({ day: Day, effective_cost: Decimal, is_settled: z.boolean() })),
  commitment_ids: z.array(z.string()),
  covered: days,
  unused: days,
})
export type MeasuredPlace = z.infer<typeof MeasuredPlace>
