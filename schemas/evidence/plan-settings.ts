import { z } from 'zod'
import { Environment } from '@/schemas/action'

/** What a tenant had set when a plan was made: what keeps an action that only goes along from standing in the way, and how much one plan may change. */
export const PlanSettings = z.strictObject({
  kind: z.literal('plan.settings'),
  /** Null: every account of the bill. */
  allowed_accounts: z.array(z.string()).nullable(),
  auto_templates: z.array(z.string()),
  denied_templates: z.array(z.string()),
  /** Most resources of one plan, where the tenant set fewer than every tenant starts with. */
  max_targets: z.record(Environment, z.int().positive()).optional(),
})
export type PlanSettings = z.infer<typeof PlanSettings>
