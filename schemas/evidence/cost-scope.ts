import { z } from 'zod'

/**
 * Where a cost sits. FOCUS names in parentheses. A key that is absent is not restricted; an empty string means "the bill gives no value".
 */
export const Scope = z.strictObject({
  sub_account_id: z.string().optional(), // SubAccountId
  service_name: z.string().optional(), // ServiceName
  region_id: z.string().optional(), // RegionId
  usage_type: z.string().optional(), // x_UsageType
  owner: z.string().optional(), // team tag
})
export type Scope = z.infer<typeof Scope>
export const SCOPE_KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type', 'owner'] as const satisfies readonly (keyof Scope)[]
