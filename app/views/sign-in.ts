import { listPeople } from '@/lib/identity/person-store'
import { isLoopback } from '@/lib/identity/same-origin'
import { listTenants } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import type { SignInView } from '@/schemas/view'
import { toPerson } from './person'

/**
 * Who may sign in by choosing a name: the people of demonstration tenants, on this machine only. Nobody else is named to somebody who has
 * not signed in.
 */
export async function signInView(): Promise<SignInView[]> {
  if (!isLoopback(config().host)) return []
  const tenants = (await listTenants()).filter((t) => t.is_demonstration)
  return await Promise.all(
    tenants.map(async (t) => ({ tenant: t.name, is_demonstration: true, people: (await listPeople(t.tenant_id)).map(toPerson), notices: [] })),
  )
}
