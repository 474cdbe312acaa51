import { z } from 'zod'
import { Environment } from '@/schemas/action'

/** What a person changed in a plan: parameters of one action by their path. It is evidence, so that the plan can be made again with it. */
export const PlanEdits = z.strictObject({
  kind: z.literal('plan.edits'),
  template: z.string(),
  account_id: z.string(),
  region_id: z.string(),
  environment: Environment,
  params: z.record(z.string(), z.unknown()),
  by: z.string(),
  /** The whole action is left out; `params` is empty then. */
  is_dropped: z.literal(true).optional(),
  /** What the action that is left out would have changed, by ARN. */
  targets: z.array(z.string()).optional(),
  because: z.string().max(2000).optional(),
})
export type PlanEdits = z.infer<typeof PlanEdits>
