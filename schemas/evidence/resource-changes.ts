import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Currency, Decimal } from '@/schemas/money'
import { Day, DayRange } from '@/schemas/time'

/** What of a resource became another, as the bill tells it: the size or family of a machine, the type of a volume, the storage class of a bucket. */
export const RESOURCE_CHANGES = ['machine_type', 'volume_type', 'storage_class'] as const

/**
 * Resources that are billed as something else than before the onset under the same id. Kept only where there are some. Costs are of both kinds together, a day.
 */
export const ResourceChanges = z.strictObject({
  kind: z.literal('cost.resource_changes'),
  scope: Scope,
  currency: Currency,
  before: DayRange,
  after: DayRange,
  changes: z
    .array(
      z.strictObject({
        resource_id: z.string(),
        what: z.enum(RESOURCE_CHANGES),
        from_usage_type: z.string(),
        to_usage_type: z.string(),
        changed_on: Day,
        before_cost: Decimal,
        after_cost: Decimal,
      }),
    )
    .min(1),
})
export type ResourceChanges = z.infer<typeof ResourceChanges>
