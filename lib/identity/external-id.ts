import { digest } from '@/lib/kernel/canonical'

/**
 * What the trust policy of a tenant's role has to ask for. It is given by us and follows from the tenant, so that nobody can have us take on
 * a role of somebody else's account by naming it.
 */
export const externalIdOf = (tenant_id: string): string => `countersign-${digest({ external_id: tenant_id }).slice(0, 24)}`
