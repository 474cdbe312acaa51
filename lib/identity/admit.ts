import { change, changeIf, type Tx } from '@/lib/db/change'
import { canonicalJson, digest } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { Fault, invariant } from '@/lib/kernel/errors'
import type { Actor, Role } from '@/schemas/actor'
import type { TenantPerson } from '@/schemas/tenant'
import type { Claims } from './oidc'
import { findPersonForSubject, sameAddress, savePersonOfSubject } from './person-store'
import { rolesOfClaims } from './roles-of-claims'
import { endSessions } from './session-store'

/**
 * The person whom the provider recognised, made or brought up to date from what it says: the provider decides about names and roles, at every
 * sign-in. Throws `forbidden`, and records it, for somebody to whom the configuration gives no role; whatever they had until then ends.
 */
export async function admit(claims: Claims): Promise<TenantPerson> {
  const { oidc } = config()
  invariant(oidc, 'somebody came back from an identity provider that is not set')
  const { tenant_id, roles_claim } = oidc
  const subject = `${claims.iss} ${claims.sub}`
  const known: Recognised = { tenant_id, subject, person_id: `usr_${digest({ tenant_id, subject }).slice(0, 20)}` }
  const roles = rolesOfClaims(claims, roles_claim, oidc.roles)
  if (roles.length === 0) {
    await refuseWithoutRole(known, roles_claim)
    throw new Fault('forbidden', `you are known to the identity provider, but none of your ${roles_claim} gives a role here: ask an administrator`, {
      code: 'NO_ROLE',
    })
  }
  return await bringUpToDate(known, claims, roles)
}

/** Somebody whom the provider knows. `person_id` is theirs here if nobody has their subject or their verified address yet. */
type Recognised = { tenant_id: string; subject: string; person_id: string }

const provider = (tenant_id: string): Actor => ({ kind: 'system', id: 'sign_in', name: 'Identity provider', roles: [], tenant_id, surface: 'system' })

async function refuseWithoutRole({ tenant_id, subject, person_id }: Recognised, claim: string): Promise<void> {
  const actor = provider(tenant_id)
  await change(tenant_id, async (tx) => {
    const lost = await loseRoles(tx, tenant_id, subject)
    const refused = { kind: 'session.refused' as const, subject: lost?.person.person_id ?? person_id, actor, body: { because: 'no role', claim } }
    if (lost === null) return { result: undefined, events: [refused] }
    const { person, sessions } = lost
    const body = { name: person.name, roles: [], roles_before: person.roles, sessions_ended: sessions }
    return { result: undefined, events: [{ kind: 'person.changed', subject: person.person_id, actor, body }, refused] }
  })
}

async function bringUpToDate({ tenant_id, subject, person_id }: Recognised, claims: Claims, roles: Role[]): Promise<TenantPerson> {
  const { result } = await changeIf(tenant_id, async (tx) => {
    // An address that nobody verified is not kept: it may be another's, who would then be kept out.
    const verified = claims.email_verified === true && claims.email !== undefined ? sameAddress(claims.email) : null
    const found = await findPersonForSubject(tx, tenant_id, subject, verified)
    const before = found?.person
    const email = verified ?? before?.email ?? `${person_id}@sign-in.invalid`
    const person: TenantPerson = {
      person_id: before?.person_id ?? person_id,
      tenant_id,
      name: claims.name ?? before?.name ?? claims.email ?? email,
      email,
      roles,
      title: before?.title ?? '',
    }
    if (found?.is_linked && canonicalJson(person) === canonicalJson(found.person)) return { result: person, unchanged: true as const }
    await savePersonOfSubject(tx, person, subject)
    const kind = before === undefined ? ('person.added' as const) : ('person.changed' as const)
    const body = { name: person.name, roles, roles_before: before?.roles ?? null }
    return { result: person, events: [{ kind, subject: person.person_id, actor: provider(tenant_id), body }] }
  })
  return result
}

/**
 * Takes every role from whoever has signed in with this subject before, and ends what they are in the middle of. Null for somebody unknown, and where nothing
 * is left to take.
 */
async function loseRoles(tx: Tx, tenant_id: string, subject: string): Promise<{ person: TenantPerson; sessions: number } | null> {
  const found = await findPersonForSubject(tx, tenant_id, subject, null)
  if (found === undefined || found.person.roles.length === 0) return null
  const { person } = found
  await savePersonOfSubject(tx, { ...person, roles: [] }, subject)
  return { person, sessions: (await endSessions(tx, tenant_id, person.person_id, { session_id: null, keep: null })).length }
}
