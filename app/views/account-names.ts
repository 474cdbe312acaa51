import { openWarehouse } from '@/lib/warehouse/warehouse'

type Names = Record<string, string>
const cache = new Map<string, { version: string; names: Names }>()

/** Names of the tenant's accounts as its bill gives them. Asked once per version of the bill. */
export async function accountNames(tenant_id: string): Promise<Names> {
  const warehouse = await openWarehouse(tenant_id)
  const version = warehouse.data_version
  const known = cache.get(tenant_id)
  if (known?.version === version) return known.names
  const { sub_accounts } = await warehouse.entities()
  const names = Object.fromEntries(sub_accounts.map((a) => [a.key, a.label]))
  cache.set(tenant_id, { version, names })
  return names
}
