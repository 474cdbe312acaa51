import { endOf } from '@/lib/desks/cost/detect/quality/month-restatement'
import { addDays, dayOf } from '@/lib/kernel/time'
import { dataVersion } from '@/lib/warehouse/data-version'
import { firstRestatements } from '@/lib/warehouse/restatement-store'
import { openWarehouseAt, type Warehouse } from '@/lib/warehouse/warehouse'
import type { Instant } from '@/schemas/time'
import type { EarlierBill } from './earlier-bill'

// What ended longer ago opens no case any more, with room for days that are not settled.
const RECENT_DAYS = 28

/** Closed months that were restated lately, each as it was when it had closed: a rise that only the restatement made there is no change of usage. */
export async function restatedBills(tenant_id: string, warehouse: Warehouse, now: Instant): Promise<EarlierBill[]> {
  const told = (await firstRestatements(tenant_id)).filter(({ billing_month }) => endOf(billing_month) > addDays(dayOf(now), -RECENT_DAYS))
  return await Promise.all(
    told.map(async ({ source, billing_month, from_version }): Promise<EarlierBill> => {
      const others = warehouse.manifests.filter((m) => m.source !== source || m.billing_month !== billing_month)
      const before = dataVersion([...others, { source, billing_month, data_version: from_version }])
      const earlier = await openWarehouseAt(tenant_id, before, now)
      const of = earlier.manifests.find((m) => m.source === source && m.billing_month === billing_month)
      return { warehouse: earlier, as_of: dayOf(of?.imported_at ?? now) }
    }),
  )
}
