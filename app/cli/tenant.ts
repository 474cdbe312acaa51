import { listTenants } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'

/** The tenant a local command works on: the one named, else the only one. Throws when the choice is not clear. */
export async function tenantFor(wanted: string | undefined): Promise<string> {
  const tenants = await listTenants()
  if (wanted !== undefined) {
    const found = tenants.find((t) => t.tenant_id === wanted || t.name.toLowerCase() === wanted.toLowerCase())
    if (found === undefined)
      throw new Fault('not_found', `there is no tenant "${wanted}"; --tenant takes one of: ${tenants.map((t) => t.tenant_id).join(', ')}`)
    return found.tenant_id
  }
  const [first] = tenants.length === 1 ? tenants : tenants.filter((t) => t.is_demonstration)
  if (first === undefined)
    throw new Fault(
      'not_found',
      tenants.length === 0 ? 'there is nothing here yet: run `npm start` once' : `say which tenant: --tenant ${tenants.map((t) => t.tenant_id).join('|')}`,
    )
  return first.tenant_id
}
