import { Fault } from '@/lib/kernel/errors'
import { accountNames as namesOf } from '@/lib/warehouse/bill/account-names'
import { openWarehouse } from '@/lib/warehouse/warehouse'

/** Names of the tenant's accounts; none before its first bill. */
export async function accountNames(tenant_id: string): Promise<Record<string, string>> {
  try {
    return await namesOf(await openWarehouse(tenant_id))
  } catch (error) {
    if (error instanceof Fault && error.code === 'not_found') return {}
    throw error
  }
}
