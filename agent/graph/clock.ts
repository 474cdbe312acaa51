import { tenantNow } from '@/lib/identity/tenant-store'
import type { Actor } from '@/schemas/actor'
import type { Instant } from '@/schemas/time'

/** The worker itself, as the audit chain names it. It may never approve. */
export const systemActor = (tenant_id: string): Actor => ({ kind: 'system', id: 'worker', name: 'Countersign worker', roles: [], tenant_id, surface: 'system' })

export const nowOf = (tenant_id: string): Promise<Instant> => tenantNow(tenant_id)
