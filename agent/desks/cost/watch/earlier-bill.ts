import { dataVersion } from '@/lib/warehouse/versions/data-version'
import { openWarehouseAt, type Warehouse } from '@/lib/warehouse/warehouse'
import type { Day, Instant } from '@/schemas/time'

/** The bill as it was before its newest delivery, and the day on which that earlier state was taken. */
export type EarlierBill = { warehouse: Warehouse; as_of: Day }

/** Null when the newest delivery replaced nothing. */
export async function earlierBill({ manifests }: Warehouse, now: Instant): Promise<EarlierBill | null> {
  const newest = manifests.reduce((latest, m) => (m.imported_at > latest ? m.imported_at : latest), '')
  const replaced = manifests.filter((m) => m.imported_at === newest && m.data_version > 1)
  const [first] = replaced
  if (first === undefined) return null
  const before = manifests.map((m) => (replaced.includes(m) ? { ...m, data_version: m.data_version - 1 } : m))
  const warehouse = await openWarehouseAt(first.tenant_id, dataVersion(before), now)
  const taken = warehouse.manifests.filter((m) => replaced.some((r) => r.source === m.source && r.billing_month === m.billing_month)).map((m) => m.imported_at)
  return { warehouse, as_of: (taken.sort().at(-1) ?? now).slice(0, 10) }
}
