import { Fault } from '@/lib/kernel/errors'
import type { Call } from '../command'

/** The tenant that the command names, which must be the person's own. Another one's id is as unknown as one that does not exist. */
export function requireOwnTenant({ actor, request }: Call): string {
  if (request.subject !== actor.tenant_id) throw new Fault('not_found', `there is no tenant ${request.subject}`, { tenant_id: request.subject })
  return actor.tenant_id
}
