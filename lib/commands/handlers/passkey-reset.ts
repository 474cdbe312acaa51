import { z } from 'zod'
import { requireProofIfAny } from '@/lib/identity/passkey'
import { listPasskeys, removePasskeysOf } from '@/lib/identity/passkey-store'
import { getPerson } from '@/lib/identity/person-store'
import { endSessions } from '@/lib/identity/session-store'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { defineCommand } from '../command'
import { reasonOf } from '../under-lock/locked-case'

/**
 * Lets go of every passkey of a person whose device is lost, and ends their sessions: whoever took one of those would otherwise be the first to register
 * a key. Four eyes: never one's own, and an administrator who has a passkey proves it first.
 */
export const passkeyReset = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'passkey.reset',
  async ready(call) {
    const { actor, request } = call
    const { tenant_id } = actor
    const person = await getPerson(tenant_id, request.subject)
    if (person.person_id === actor.id)
      throw new Fault('forbidden', 'these are your own passkeys: remove them under settings, passkeys, or ask another administrator', { code: 'SELF' })
    requireProofIfAny(actor, (await listPasskeys(tenant_id, actor.id)).length)
    reasonOf(call)
    return async (tx) => {
      const removed = await removePasskeysOf(tx, tenant_id, person.person_id)
      if (removed.length === 0)
        throw new Fault('conflict', `${person.name} has no passkey here: they make one under settings, passkeys`, { code: 'STALE_STATE' })
      const session_ids = await endSessions(tx, tenant_id, person.person_id, { session_id: null, keep: null })
      return {
        subject: person.person_id,
        new_version: null,
        message: `Reset ${formatCount(removed.length, 'passkey')} of ${person.name}, who signs in again and makes a new one.`,
        body: { person_id: person.person_id, removed, session_ids },
      }
    }
  },
})
