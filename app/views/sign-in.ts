import { listPeople } from '@/lib/identity/person-store'
import { isLoopback } from '@/lib/identity/same-origin'
import { listTenants } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import type { SignInView } from '@/schemas/view'
import { toPerson } from './person'

/**
 * Who may sign in by choosing a name: the people of local tenants, the demonstration's first, on this machine only. Nobody else is named to somebody who has
 * not signed in.
 */
export async function signInView(): Promise<SignInView[]> {
  if (!isLoopback(config().host)) return []
  const local = (await listTenants()).filter((t) => t.is_demonstration || t.settings.sign_in === 'local')
  const tenants = local.sort((a, b) => Number(b.is_demonstration) - Number(a.is_demonstration))
  return await Promise.all(
    tenants.map(async (t) => ({ tenant: t.name, is_demonstration: t.is_demonstration, people: (await listPeople(t.tenant_id)).map(toPerson), notices: [] })),
  )
}
