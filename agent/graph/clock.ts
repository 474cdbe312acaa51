import { clockOf, getTenant, tenantNow } from '@/lib/identity/tenant-store'
import type { Instant } from '@/schemas/time'

export const nowOf = (tenant_id: string): Promise<Instant> => tenantNow(tenant_id)

/** The tenant's clock as it is set now, for one run: its many steps need the time and not the setting. */
export async function clockOfRun(tenant_id: string): Promise<() => Promise<Instant>> {
  const { clock_offset_ms } = await getTenant(tenant_id)
  return async () => clockOf(clock_offset_ms)
}
