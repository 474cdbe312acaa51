import { legibleDeep } from '@/lib/intents/clip'
import { AS_IT_IS } from '@/lib/kernel/in-zone'
import type { Actor } from '@/schemas/actor'
import { inTenantZone } from './in-tenant-zone'

/** What a page or a program is given: by the clocks of the actor's tenant, and with nothing in its texts that is not seen. */
export const asShown = async <T>(actor: Pick<Actor, 'tenant_id'>, value: T): Promise<T> => legibleDeep(await inTenantZone(actor, value), AS_IT_IS)
