import { keptPlan } from './kept-plan'
import { queryShowing } from './pool'

// By tenant: null where the clock may move, undefined where the tenant is not there yet. Callers of the same moment ask once and go on in their order.
const asked_offsets = new Map<string, Promise<string | null | undefined>>()

/** The offset of a clock that never moves, which all but those of demonstration tenants are; null where it may, and for a tenant that is not there yet. */
export async function fixedOffset(tenant_id: string): Promise<string | null> {
  const asked = asked_offsets.get(tenant_id) ?? askOffset(tenant_id)
  asked_offsets.set(tenant_id, asked)
  const offset = await asked.catch((error: unknown) => {
    asked_offsets.delete(tenant_id)
    throw error
  })
  // The tenant may be made any time, so it is asked for again.
  if (offset === undefined) asked_offsets.delete(tenant_id)
  return offset ?? null
}

async function askOffset(tenant_id: string): Promise<string | null | undefined> {
  const text = 'select case when not is_demonstration then clock_offset_ms end as clock_offset_ms from tenant where tenant_id = $1'
  const [tenant] = await queryShowing<{ clock_offset_ms: string | null }>(tenant_id, keptPlan(text), [tenant_id])
  return tenant?.clock_offset_ms
}
