import { endOf } from '@/lib/desks/cost/detect/quality/month-restatement'
import { addDays, dayOf } from '@/lib/kernel/time'
import { dataVersion } from '@/lib/warehouse/versions/data-version'
import { versionsOf } from '@/lib/warehouse/versions/manifest-store'
import { firstRestatements } from '@/lib/warehouse/versions/restatement-store'
import { readableFolders } from '@/lib/warehouse/versions/version-folders'
import { openWarehouseAt, type Warehouse } from '@/lib/warehouse/warehouse'
import type { Instant } from '@/schemas/time'
import type { EarlierBill } from './earlier-bill'

// What ended longer ago opens no case any more, with room for days that are not settled.
const RECENT_DAYS = 28

/**
 * Closed months that were restated lately, each as it was when it had closed: a rise that only the restatement made there is no change of usage. A month whose
 * former files are gone is left out: what it was is not known any more.
 */
export async function restatedBills(tenant_id: string, warehouse: Warehouse, now: Instant): Promise<EarlierBill[]> {
  const told = (await firstRestatements(tenant_id)).filter(({ billing_month }) => endOf(billing_month) > addDays(dayOf(now), -RECENT_DAYS))
  if (told.length === 0) return []
  const former = (await versionsOf(tenant_id, told)).filter((v) => told.some((r) => isOf(v, r) && r.from_version === v.data_version))
  const readable = await readableFolders(former)
  return await Promise.all(
    former
      .filter(({ path }) => readable.has(path))
      .map(async (version): Promise<EarlierBill> => {
        const before = dataVersion([...warehouse.manifests.filter((m) => !isOf(m, version)), version])
        return { warehouse: await openWarehouseAt(tenant_id, before, now), as_of: dayOf(version.imported_at) }
      }),
  )
}

type Of = { source: string; billing_month: string }
const isOf = (a: Of, b: Of): boolean => a.source === b.source && a.billing_month === b.billing_month
