import { z } from 'zod'
import { ActionId, Digest } from '@/schemas/ids'
import { Instant } from '@/schemas/time'

/**
 * What a desk knows about the resources that one plan would change, in words that every desk shares, so that policy can ask about them without
 * knowing the desk. `tags` is null for a resource that no evidence holds; `since` is null when its age is not known.
 */
export const PlanTargets = z.strictObject({
  kind: z.literal('plan.targets'),
  /** The plan it was written for; null when the plan names it among its own evidence. */
  plan_hash: Digest.nullable(),
  targets: z.array(z.strictObject({ arn: z.string(), tags: z.record(z.string(), z.string()).nullable(), since: Instant.nullable() })),
  /** Actions whose parameters do not pass the schema of their template. */
  invalid_actions: z.array(ActionId),
})
export type PlanTargets = z.infer<typeof PlanTargets>
