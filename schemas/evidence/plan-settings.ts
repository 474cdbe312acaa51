import { z } from 'zod'

/** What a tenant had set when a plan was made, as far as an action that only goes along must not stand in the way of the others. */
export const PlanSettings = z.strictObject({
  kind: z.literal('plan.settings'),
  /** Null: every account of the bill. */
  allowed_accounts: z.array(z.string()).nullable(),
  auto_templates: z.array(z.string()),
  denied_templates: z.array(z.string()),
})
export type PlanSettings = z.infer<typeof PlanSettings>
