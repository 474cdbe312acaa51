import { digest } from '@/lib/kernel/canonical'

/**
 * The `sts:ExternalId` that the trust policy of a tenant's role has to require. It is derived from the tenant and never chosen by it: otherwise one tenant
 * could name another's role and have us assume it (the confused deputy of the IAM guide).
 */
export const externalIdOf = (tenant_id: string): string => `countersign-${digest({ external_id: tenant_id }).slice(0, 24)}`

/** That of the role that acts: whoever may take on the role that looks does not know it by that. */
export const actExternalIdOf = (tenant_id: string): string => `countersign-act-${digest({ act_external_id: tenant_id }).slice(0, 24)}`
