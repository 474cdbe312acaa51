import type { Tx } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { Fault } from '@/lib/kernel/errors'
import { type Actor, TokenScope } from '@/schemas/actor'
import { AccessToken, TenantPerson } from '@/schemas/tenant'
import { accessTokenHash } from './access-token'
import { personActor } from './session'

const COLUMNS = 'token_id, tenant_id, kind, person_id, name, scopes, created_at, expires_at, revoked_at, last_used_at'
// A token's last use is for people who clean up; to the minute is enough, and one write a minute costs nothing.
const USE_NOTED_EVERY = "interval '1 minute'"

type Holder = { token_id: string; kind: 'personal' | 'service'; token_name: string; scopes: string[] } & Record<string, unknown>

/**
 * Who holds this token, or null when it is unknown, over or revoked. A personal token acts as its person with what its scopes leave; a service
 * account is no person, whoever answers for it. Neither ever signs, and neither works while its person has no role here.
 */
export async function actorOfToken(token: string): Promise<Actor | null> {
  const [row] = await everyTenant<Holder>(
    `select a.token_id, a.kind, a.name as token_name, a.scopes, p.person_id, p.tenant_id, p.name, p.email, p.roles, p.title
     from access_token a join person p using (tenant_id, person_id) where a.token_hash = $1 and a.revoked_at is null and a.expires_at > now() and p.roles <> '{}'`,
    [accessTokenHash(token)],
  )
  if (row === undefined) return null
  const { token_id, kind, token_name, scopes, ...rest } = row
  const person = TenantPerson.parse(rest)
  await scratch(
    `update access_token set last_used_at = now() where tenant_id = $1 and token_id = $2 and (last_used_at is null or last_used_at < now() - ${USE_NOTED_EVERY})`,
    [person.tenant_id, token_id],
  )
  const actor = personActor(person, 'cli', { method: 'token', is_stepped_up: false, scopes: TokenScope.array().parse(scopes) })
  return kind === 'personal'
    ? actor
    : { ...actor, kind: 'service', id: token_id, name: token_name, roles: person.roles.filter((role) => role === 'analyst' || role === 'viewer') }
}

/** A person's own tokens, or every token of the tenant; those that work first, then the newest. */
export async function listTokens(tenant_id: string, person_id: string | null): Promise<AccessToken[]> {
  const found = await rows(
    `select ${COLUMNS} from access_token where tenant_id = $1 and ($2::text is null or person_id = $2)
     order by revoked_at is null and expires_at > now() desc, created_at desc, token_id limit 200`,
    [tenant_id, person_id],
  )
  return found.map((row) => AccessToken.parse(row))
}

export type NewToken = Pick<AccessToken, 'token_id' | 'tenant_id' | 'kind' | 'person_id' | 'name' | 'scopes'> & { token_hash: string; days: number }

/** Throws Fault `conflict` when a token with this hash exists. */
export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  const { token_id, tenant_id, kind, person_id, name, scopes, token_hash, days } = token
  const made = await tx.query(
    `insert into access_token (tenant_id, token_id, token_hash, kind, person_id, name, scopes, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8)) on conflict do nothing returning 1`,
    [tenant_id, token_id, token_hash, kind, person_id, name, scopes, days],
  )
  if (made.length === 0) throw new Fault('conflict', 'this token exists already: make a new one', { code: 'STALE_STATE' })
}

/** Throws Fault `not_found` for an unknown id and also for another tenant's. */
export async function lockToken(tx: Tx, tenant_id: string, token_id: string): Promise<AccessToken> {
  const [row] = await tx.query(`select ${COLUMNS} from access_token where tenant_id = $1 and token_id = $2 for update`, [tenant_id, token_id])
  if (row === undefined) throw new Fault('not_found', `there is no token ${token_id}: look it up under settings, tokens`, { token_id })
  return AccessToken.parse(row)
}

export async function revokeToken(tx: Tx, tenant_id: string, token_id: string): Promise<void> {
  await tx.query('update access_token set revoked_at = now() where tenant_id = $1 and token_id = $2 and revoked_at is null', [tenant_id, token_id])
}
