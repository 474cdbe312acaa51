import { z } from 'zod'
import { TenantId } from '@/schemas/ids'

/** What a signed-in person may be asked for. `owner` answers for a team's resources; `platform` and `finops` are the two sides of a dual approval. */
export const Role = z.enum(['viewer', 'analyst', 'approver', 'owner', 'platform', 'finops', 'manager', 'admin'])
export type Role = z.infer<typeof Role>

/** Where a person acted. Agents and bots never decide, whatever the surface. */
export const Surface = z.enum(['web', 'chat', 'cli', 'mcp', 'slack', 'system'])
export type Surface = z.infer<typeof Surface>

/** How somebody proved who they are. `local`: they chose a name on this machine, which proves nothing. `token`: they hold a token that was made for them. */
export const AuthMethod = z.enum(['local', 'oidc', 'token'])
export type AuthMethod = z.infer<typeof AuthMethod>

/**
 * What a token may be used for. `read`: look at everything its person may. `import`: deliver bills. `work`: everything people do to cases but decide. No scope
 * decides.
 */
export const TokenScope = z.enum(['read', 'import', 'work'])
export type TokenScope = z.infer<typeof TokenScope>

/** Who does something. Only `person` may ever approve; `system` is the worker itself. */
export const Actor = z.strictObject({
  kind: z.enum(['person', 'agent', 'service', 'system']),
  id: z.string().min(1).max(80),
  name: z.string().min(1).max(120),
  roles: z.array(Role),
  tenant_id: TenantId,
  surface: Surface,
  /**
   * How they signed in, and whether they proved within the last 15 minutes, with a passkey, that it is them. `scopes` are a token's. Absent where nobody signed
   * in: the worker, the command line.
   */
  auth: z.strictObject({ method: AuthMethod, is_stepped_up: z.boolean(), scopes: z.array(TokenScope).optional() }).optional(),
})
export type Actor = z.infer<typeof Actor>
