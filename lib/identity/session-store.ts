import { change, type Tx } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { Fault } from '@/lib/kernel/errors'
import type { Actor, AuthMethod, Surface } from '@/schemas/actor'
import { OpenSession, TenantPerson } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { newSessionId, newToken, personActor, tokenHash } from './session'

/** How long a sign-in lasts, by the system clock: moving a tenant's clock signs nobody out. */
export const SESSION_SECONDS = 12 * 60 * 60
/** How long a proof with a passkey counts for what needs a fresh one. */
export const STEP_UP_SECONDS = 15 * 60
/** A cookie's value is replaced when it is older than this; the one before still works for a moment, for requests that are under way. */
export const ROTATE_SECONDS = 60 * 60
const OVERLAP_SECONDS = 60

type PersonRow = { person_id: string; tenant_id: string; name: string; email: string; roles: string[]; title: string }
type Row = PersonRow & { session_id: string; method: AuthMethod; expires_at: Instant; is_stepped_up: boolean; is_due_to_rotate: boolean }
const PERSON = 'p.person_id, p.tenant_id, p.name, p.email, p.roles, p.title'
const ALIVE = 's.revoked_at is null and s.expires_at > now()'

/** Who is signed in, in which session and until when. */
export type Session = { actor: Actor; session_id: string; expires_at: Instant; is_due_to_rotate: boolean }

/**
 * Signs in as one of a local tenant's people and returns the cookie value, which is stored only as a hash. The door must have
 * made sure that the request came from this machine. Throws Fault `not_found` for an unknown person and `forbidden` where people are not local.
 */
export async function openSession(person_id: string, surface: Surface): Promise<string> {
  const [row] = await everyTenant<PersonRow & { is_local: boolean }>(
    `select ${PERSON}, t.is_demonstration or coalesce(t.settings ->> 'sign_in' = 'local', false) as is_local from person p join tenant t using (tenant_id) where p.person_id = $1`,
    [person_id],
  )
  if (row === undefined) throw new Fault('not_found', `nobody here has the id ${person_id}: choose a person from the list`, { person_id })
  const { is_local, ...person } = row
  if (!is_local) throw new Fault('forbidden', 'people of this tenant sign in with their identity provider', { person_id })
  return await openSessionFor(TenantPerson.parse(person), surface, 'local', null)
}

/** Opens a session for somebody who has been recognised already, and returns the cookie value. */
export async function openSessionFor(person: TenantPerson, surface: Surface, method: AuthMethod, id_token_hint: string | null): Promise<string> {
  const actor = personActor(person, surface, { method, is_stepped_up: false })
  const token = newToken()
  await change(actor.tenant_id, async (tx) => {
    const [session] = await tx.query<{ expires_at: string }>(
      `insert into session (tenant_id, token_hash, session_id, person_id, method, id_token_hint, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7)) returning expires_at`,
      [actor.tenant_id, tokenHash(token), newSessionId(), actor.id, method, id_token_hint, SESSION_SECONDS],
    )
    return { result: undefined, events: [{ kind: 'session.opened', subject: actor.id, actor, body: { method, expires_at: session?.expires_at ?? null } }] }
  })
  return token
}

/**
 * The session that this token opens, or null when it is unknown, over or revoked, or its person has no role any more. Roles are read each time, so that taking
 * one away works at once.
 */
export async function findSession(token: string, surface: Surface): Promise<Session | null> {
  const [row] = await everyTenant<Row>(
    `select ${PERSON}, s.session_id, s.method, s.expires_at,
       coalesce(s.stepped_up_at > now() - make_interval(secs => $2), false) as is_stepped_up,
       s.rotated_at is null and s.created_at < now() - make_interval(secs => $3) as is_due_to_rotate
     from session s join person p using (person_id) where s.token_hash = $1 and p.roles <> '{}' and ${ALIVE}`,
    [tokenHash(token), STEP_UP_SECONDS, ROTATE_SECONDS],
  )
  if (row === undefined) return null
  const { session_id, method, expires_at, is_stepped_up, is_due_to_rotate, ...person } = row
  return { actor: personActor(TenantPerson.parse(person), surface, { method, is_stepped_up }), session_id, expires_at, is_due_to_rotate }
}

/** Which of these sessions still hold: for streams, which outlive the request that opened them. */
export async function livingSessions(tenant_id: string, session_ids: readonly string[]): Promise<Set<string>> {
  const found = await scratch<{ session_id: string }>(
    `select distinct s.session_id from session s where s.tenant_id = $1 and s.session_id = any($2) and ${ALIVE}`,
    [tenant_id, session_ids],
  )
  return new Set(found.map((s) => s.session_id))
}

/**
 * Gives the session a new cookie value and returns it; null when the old one was replaced already or is over. The session ends when it would have.
 * Who stole the old value has it for a minute.
 */
export async function rotateSession(tenant_id: string, token: string): Promise<string | null> {
  const next = newToken()
  const made = await scratch(
    `with old as (select * from session s where s.tenant_id = $1 and s.token_hash = $2 and s.rotated_at is null and ${ALIVE} for update),
          retired as (update session s set rotated_at = now(), expires_at = least(s.expires_at, now() + make_interval(secs => $4)) from old where s.token_hash = old.token_hash)
     insert into session (tenant_id, token_hash, session_id, person_id, method, id_token_hint, stepped_up_at, expires_at)
     select tenant_id, $3, session_id, person_id, method, id_token_hint, stepped_up_at, expires_at from old returning 1`,
    [tenant_id, tokenHash(token), tokenHash(next), OVERLAP_SECONDS],
  )
  return made.length > 0 ? next : null
}

/** Notes that the session's person has just proved, with a passkey, that it is them. */
export async function stepUp(actor: Actor, session_id: string, credential_id: string): Promise<void> {
  await change(actor.tenant_id, async (tx) => {
    await tx.query('update session set stepped_up_at = now() where tenant_id = $1 and session_id = $2', [actor.tenant_id, session_id])
    return { result: undefined, events: [{ kind: 'session.stepped_up', subject: actor.id, actor, body: { credential_id } }] }
  })
}

/** Signs out, and returns what the identity provider may be told about it. Null when the session is over already. */
export async function closeSession(token: string): Promise<{ method: AuthMethod; id_token_hint: string | null } | null> {
  const session = await findSession(token, 'web')
  if (session === null) return null
  const { actor, session_id } = session
  const [told] = await scratch<{ id_token_hint: string | null }>('select id_token_hint from session where tenant_id = $1 and session_id = $2 limit 1', [
    actor.tenant_id,
    session_id,
  ])
  await change(actor.tenant_id, async (tx) => {
    const sessions = (await endSessions(tx, actor.tenant_id, actor.id, { session_id, keep: null })).length
    return { result: undefined, events: [{ kind: 'session.closed', subject: actor.id, actor, body: { sessions } }] }
  })
  return { method: actor.auth?.method ?? 'local', id_token_hint: told?.id_token_hint ?? null }
}

/** Which of a person's sessions: one, or every one but one, or every one. */
export type WhichSessions = { session_id: string | null; keep: string | null }

/** Ends sessions of one person at once, whatever they are in the middle of, and returns the ids of those that were open. */
export async function endSessions(tx: Tx, tenant_id: string, person_id: string, { session_id, keep }: WhichSessions): Promise<string[]> {
  // Locked first: a cookie that is replaced meanwhile is then either waited for or waits, and its new value is not missed.
  await tx.query('select 1 from session s where s.tenant_id = $1 and s.person_id = $2 and s.revoked_at is null for update', [tenant_id, person_id])
  const ended = await tx.query<{ session_id: string; was_open: boolean }>(
    `update session s set revoked_at = now(), id_token_hint = null
     where s.tenant_id = $1 and s.person_id = $2 and s.revoked_at is null and ($3::text is null or s.session_id = $3) and ($4::text is null or s.session_id <> $4)
     returning s.session_id, s.expires_at > now() as was_open`,
    [tenant_id, person_id, session_id, keep],
  )
  return [...new Set(ended.filter((s) => s.was_open).map((s) => s.session_id))].sort()
}

/** Open sessions of a person, or of everybody in the tenant; the newest first. A session is one row, however often its cookie was replaced. */
export async function openSessions(tenant_id: string, person_id: string | null): Promise<OpenSession[]> {
  const found = await rows(
    `select s.session_id, s.person_id, s.method, min(s.created_at) as opened_at, max(s.expires_at) as expires_at from session s
     where s.tenant_id = $1 and ($2::text is null or s.person_id = $2)
     group by s.session_id, s.person_id, s.method having bool_or(${ALIVE}) order by opened_at desc, s.session_id limit 500`,
    [tenant_id, person_id],
  )
  return found.map((row) => OpenSession.parse(row))
}
