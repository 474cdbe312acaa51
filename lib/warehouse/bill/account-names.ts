import type { Warehouse } from '@/lib/warehouse/warehouse'

const cache = new Map<string, Record<string, string>>()
// Versions of the bills of a few tenants; the names of one version never change.
const KEPT = 20

/** Names of the accounts as the bill gives them: account id to name. Asked once per version of a bill. */
export async function accountNames(warehouse: Warehouse): Promise<Record<string, string>> {
  const key = `${warehouse.manifests[0]?.tenant_id ?? ''} ${warehouse.data_version}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const { sub_accounts } = await warehouse.entities()
  const names = Object.fromEntries(sub_accounts.map((a) => [a.key, a.label]))
  if (cache.size >= KEPT) cache.clear()
  cache.set(key, names)
  return names
}
