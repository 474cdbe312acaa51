import { z } from 'zod'
import { TenantId } from '@/schemas/ids'

/** What a signed-in person may be asked for. `owner` answers for a team's resources; `platform` and `finops` are the two sides of a dual approval. */
export const Role = z.enum(['viewer', 'analyst', 'approver', 'owner', 'platform', 'finops', 'manager', 'admin'])
export type Role = z.infer<typeof Role>

/** Where a person acted. Agents and bots never decide, whatever the surface. */
export const Surface = z.enum(['web', 'chat', 'cli', 'mcp', 'slack', 'system'])
export type Surface = z.infer<typeof Surface>

/** Who does something. Only `person` may ever approve; `system` is the worker itself. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'agent', 'service', 'system']),
  id: z.string().min(1).max(80),
  name: z.string().min(1).max(120),
  roles: z.array(Role),
  tenant_id: TenantId,
  surface: Surface,
})
export type Actor = z.infer<typeof Actor>
