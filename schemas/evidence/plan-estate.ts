import { z } from 'zod'

/**
 * How many resources of each kind that a plan changes its accounts hold, and which kind each template of the desk changes, in words that every desk shares.
 * `count` is null where they could not be counted: then no share of them is known either.
 */
export const PlanEstate = z.strictObject({
  kind: z.literal('plan.estate'),
  kinds: z.record(z.string(), z.string()),
  counts: z.array(
    z.strictObject({
      account_id: z.string(),
      resource_kind: z.string(),
      count: z.int().nonnegative().nullable(),
      /** What of the account the count leaves out; absent where it holds all of it. */
      not_counted: z.string().optional(),
    }),
  ),
})
export type PlanEstate = z.infer<typeof PlanEstate>
