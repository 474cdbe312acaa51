import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { Fault } from '@/lib/kernel/errors'
import type { Actor, Surface } from '@/schemas/actor'
import { TenantPerson } from '@/schemas/tenant'
import { newToken, personActor, tokenHash } from './session'

/** How long a sign-in lasts, by the system clock: moving a tenant's clock signs nobody out. */
export const SESSION_SECONDS = 12 * 60 * 60

type Row = { person_id: string; tenant_id: string; name: string; email: string; roles: string[]; title: string }
const PERSON = 'p.person_id, p.tenant_id, p.name, p.email, p.roles, p.title'

/**
 * Signs in as one of a local tenant's people and returns the cookie value, which is stored only as a hash. The door must have
 * made sure that the request came from this machine. Throws Fault `not_found` for an unknown person and `forbidden` where people are not local.
 */
export async function openSession(person_id: string, surface: Surface): Promise<string> {
  const [row] = await everyTenant<Row & { is_local: boolean }>(
    `select ${PERSON}, t.is_demonstration or coalesce(t.settings ->> 'sign_in' = 'local', false) as is_local from person p join tenant t using (tenant_id) where p.person_id = $1`,
    [person_id],
  )
  if (row === undefined) throw new Fault('not_found', `nobody here has the id ${person_id}: choose a person from the list`, { person_id })
  const { is_local, ...person } = row
  if (!is_local) throw new Fault('forbidden', 'people of this tenant sign in with their identity provider', { person_id })
  const actor = personActor(TenantPerson.parse(person), surface)
  const token = newToken()
  await change(actor.tenant_id, async (tx) => {
    const [session] = await tx.query<{ expires_at: string }>(
      'insert into session (tenant_id, token_hash, person_id, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4)) returning expires_at',
      [actor.tenant_id, tokenHash(token), person_id, SESSION_SECONDS],
    )
    return {
      result: undefined,
      events: [{ kind: 'session.opened', subject: person_id, actor, body: { method: 'local', expires_at: session?.expires_at ?? null } }],
    }
  })
  return token
}

/** Who holds this token, or null when it is unknown, over or revoked. Roles are read each time, so that taking one away works at once. */
export async function actorOf(token: string, surface: Surface): Promise<Actor | null> {
  const [row] = await everyTenant<Row>(
    `select ${PERSON} from session s join person p using (person_id) where s.token_hash = $1 and s.revoked_at is null and s.expires_at > now()`,
    [tokenHash(token)],
  )
  return row === undefined ? null : personActor(TenantPerson.parse(row), surface)
}

/** Signs out. Does nothing when the session is over already. */
export async function closeSession(token: string): Promise<void> {
  const actor = await actorOf(token, 'web')
  if (actor !== null) await revoke(actor, 'token_hash', tokenHash(token), actor.id)
}

/** Ends every session of a person of the actor's tenant. */
export async function revokeSessions(person_id: string, actor: Actor): Promise<void> {
  await revoke(actor, 'person_id', person_id, person_id)
}

async function revoke(actor: Actor, column: 'token_hash' | 'person_id', value: string, subject: string): Promise<void> {
  await change(actor.tenant_id, async (tx) => {
    const ended = await tx.query(
      `update session s set revoked_at = now() from person p
       where s.person_id = p.person_id and p.tenant_id = $2 and s.${column} = $1 and s.revoked_at is null returning 1`,
      [value, actor.tenant_id],
    )
    return { result: undefined, events: [{ kind: 'session.closed', subject, actor, body: { sessions: ended.length } }] }
  })
}
