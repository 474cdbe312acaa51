import { listPeople } from '@/lib/identity/person-store'
import { isLoopback } from '@/lib/identity/same-origin'
import { listTenants } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { wordTable } from '@/lib/kernel/word-table'
import type { SignInView } from '@/schemas/sign-in-view'
import { toPerson } from './person'

// The address carries a code, not a sentence: anybody can write an address.
const REFUSALS: Readonly<Record<string, string>> = wordTable({
  forbidden: 'Your identity provider knows you, but none of your groups gives a role here. Ask an administrator.',
  conflict: 'Somebody else here has your e-mail address. Ask an administrator.',
  provider_down: 'The identity provider does not answer. Try again, or ask whoever runs it.',
})
/** Why a sign-in did not work, or null when none was tried. */
export const refusalText = (code: string | undefined): string | null =>
  code === undefined ? null : (REFUSALS[code] ?? 'The sign-in could not be completed. Start again.')

/** Choosing a name proves nothing, so it is open on this machine alone, and closed where an identity provider is set. */
const isLocalSignInOpen = (): boolean => config().oidc === null && isLoopback(config().host)

/**
 * Who may sign in by choosing a name: the people of local tenants, the demonstration's first, on this machine only. Nobody else is named to somebody who has
 * not signed in.
 */
export async function signInView(): Promise<SignInView[]> {
  if (!isLocalSignInOpen()) return []
  const local = (await listTenants()).filter((t) => t.is_demonstration || t.settings.sign_in === 'local')
  const tenants = local.sort((a, b) => Number(b.is_demonstration) - Number(a.is_demonstration))
  return await Promise.all(
    tenants.map(async (t) => ({ tenant: t.name, is_demonstration: t.is_demonstration, people: (await listPeople(t.tenant_id)).map(toPerson), notices: [] })),
  )
}
