import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { inZoneDeep } from '@/lib/kernel/in-zone'
import type { Actor } from '@/schemas/actor'

/** What a page or an answer shows, by the clocks of the tenant whose people read it. */
export async function inTenantZone<T>({ tenant_id }: Pick<Actor, 'tenant_id'>, value: T): Promise<T> {
  const { time_zone, clock_offset_ms } = await getTenant(tenant_id)
  return inZoneDeep(value, time_zone, clockOf(clock_offset_ms))
}

/** A refusal by the same clocks. */
export async function refusalInTenantZone(actor: Actor, error: unknown): Promise<unknown> {
  if (!(error instanceof Fault)) return error
  const { message, detail } = await inTenantZone(actor, { message: error.message, detail: error.detail })
  return new Fault(error.code, message, detail, { cause: error })
}
