import type { Actor } from '@/schemas/actor'

/** The worker itself, as the audit chain names it. It may never approve. */
export const systemActor = (tenant_id: string): Actor => ({ kind: 'system', id: 'worker', name: 'Countersign worker', roles: [], tenant_id, surface: 'system' })
