import { change, type Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import { Passkey } from '@/schemas/tenant'

export type PasskeyPurpose = 'register' | 'step_up'
/** What is kept of a passkey: its public half. */
export type StoredPasskey = Passkey & { public_key: string; counter: number }

const COLUMNS = 'credential_id, name, transports, created_at, last_used_at'
// Seconds in which a browser has to answer.
const CHALLENGE_SEC = 5 * 60

export async function listPasskeys(tenant_id: string, person_id: string): Promise<Passkey[]> {
  const found = await rows(`select ${COLUMNS} from passkey where tenant_id = $1 and person_id = $2 order by created_at, credential_id`, [tenant_id, person_id])
  return found.map((row) => Passkey.parse(row))
}

/** A person's own passkey. Throws Fault `not_found` for an unknown one and also for somebody else's. */
export async function getPasskey(tenant_id: string, person_id: string, credential_id: string): Promise<StoredPasskey> {
  const [row] = await rows<{ public_key: string; counter: string }>(
    `select ${COLUMNS}, public_key, counter from passkey where tenant_id = $1 and person_id = $2 and credential_id = $3`,
    [tenant_id, person_id, credential_id],
  )
  if (row === undefined) throw new Fault('not_found', 'this passkey is not yours here: use one that is listed under settings, passkeys', { credential_id })
  const { public_key, counter, ...rest } = row
  return { ...Passkey.parse(rest), public_key, counter: Number(counter) }
}

export async function addPasskey(actor: Actor, key: Pick<StoredPasskey, 'credential_id' | 'name' | 'transports' | 'public_key' | 'counter'>): Promise<void> {
  const { credential_id, name, transports, public_key, counter } = key
  await change(actor.tenant_id, async (tx) => {
    const made = await tx.query(
      `insert into passkey (tenant_id, credential_id, person_id, public_key, counter, transports, name) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing returning 1`,
      [actor.tenant_id, credential_id, actor.id, public_key, counter, transports, name],
    )
    if (made.length === 0) throw new Fault('conflict', 'this passkey is registered already: use it, or make another one', { credential_id })
    return { result: undefined, events: [{ kind: 'passkey.added', subject: actor.id, actor, body: { credential_id, name } }] }
  })
}

/** Removes every passkey of a person and returns what went. */
export async function removePasskeysOf(tx: Tx, tenant_id: string, person_id: string): Promise<{ credential_id: string; name: string }[]> {
  return await tx.query<{ credential_id: string; name: string }>('delete from passkey where tenant_id = $1 and person_id = $2 returning credential_id, name', [
    tenant_id,
    person_id,
  ])
}

/** How many passkeys each person of a tenant has; who has none is not in it. */
export async function countPasskeys(tenant_id: string): Promise<Map<string, number>> {
  const found = await rows<{ person_id: string; count: string }>('select person_id, count(*) from passkey where tenant_id = $1 group by person_id', [tenant_id])
  return new Map(found.map((row) => [row.person_id, Number(row.count)]))
}

/** The row only: `removeOwnPasskey` asks for proof first. */
export async function removePasskey(actor: Actor, credential_id: string): Promise<void> {
  const { name } = await getPasskey(actor.tenant_id, actor.id, credential_id)
  await change(actor.tenant_id, async (tx) => {
    await tx.query('delete from passkey where tenant_id = $1 and person_id = $2 and credential_id = $3', [actor.tenant_id, actor.id, credential_id])
    return { result: undefined, events: [{ kind: 'passkey.removed', subject: actor.id, actor, body: { credential_id, name } }] }
  })
}

/** Notes the use. The counter only goes up, where an authenticator counts at all. */
export async function notePasskeyUse(tenant_id: string, credential_id: string, counter: number): Promise<void> {
  await scratch('update passkey set last_used_at = now(), counter = greatest(counter, $3) where tenant_id = $1 and credential_id = $2', [
    tenant_id,
    credential_id,
    counter,
  ])
}

/** Asks one question; a new one takes the place of the one before. */
export async function keepChallenge(tenant_id: string, session_id: string, purpose: PasskeyPurpose, challenge: string): Promise<void> {
  await scratch(
    `insert into passkey_challenge (tenant_id, session_id, purpose, challenge, expires_at) values ($1, $2, $3, $4, now() + make_interval(secs => $5))
     on conflict (tenant_id, session_id, purpose) do update set challenge = excluded.challenge, expires_at = excluded.expires_at`,
    [tenant_id, session_id, purpose, challenge, CHALLENGE_SEC],
  )
}

/** The open question, once: whoever answers again has nothing to answer. Throws Fault `expired`. */
export async function takeChallenge(tenant_id: string, session_id: string, purpose: PasskeyPurpose): Promise<string> {
  const [row] = await scratch<{ challenge: string; is_open: boolean }>(
    'delete from passkey_challenge where tenant_id = $1 and session_id = $2 and purpose = $3 returning challenge, expires_at > now() as is_open',
    [tenant_id, session_id, purpose],
  )
  if (row === undefined || !row.is_open) throw new Fault('expired', 'this took too long, or was answered already: start again')
  return row.challenge
}
