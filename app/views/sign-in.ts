import { listPeople } from '@/lib/identity/person-store'
import { listTenants } from '@/lib/identity/tenant-store'
import type { SignInView } from '@/schemas/view'
import { toPerson } from './person'

/** Who may sign in on this machine: the local people of each tenant, the demonstration's first. */
export async function signInView(): Promise<SignInView[]> {
  const tenants = await listTenants()
  return await Promise.all(
    tenants.map(async (t) => ({ tenant: t.name, is_demonstration: t.is_demonstration, people: (await listPeople(t.tenant_id)).map(toPerson), notices: [] })),
  )
}
