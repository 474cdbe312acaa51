import { z } from 'zod'
import { getPerson } from '@/lib/identity/person-store'
import { endSessions } from '@/lib/identity/session-store'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { defineCommand } from '../command'

const SessionId = z.string().regex(/^[0-9a-f]{24}$/, 'must be the id of a session')

/**
 * Ends sessions of one person: one's own, or as an administrator anybody's. `keep` is one that stays open, which is how somebody ends all of theirs
 * but the one they look at. Whoever only looks may end their own too: a browser left open somewhere is theirs to close.
 */
export const sessionRevoke = defineCommand({
  params: z.strictObject({ session_id: SessionId.nullable().default(null), keep: SessionId.nullable().default(null) }),
  audit_kind: 'session.revoked',
  ready: async ({ actor, request, params }) => {
    const { tenant_id } = actor
    const person = await getPerson(tenant_id, request.subject)
    if (person.person_id !== actor.id && !actor.roles.includes('admin'))
      throw new Fault('forbidden', `these are the sessions of ${person.name}: they or an administrator end them`, {
        code: 'ROLE',
        needed: ['admin'],
        roles: actor.roles,
      })
    return async (tx) => {
      const ended = await endSessions(tx, tenant_id, person.person_id, params)
      if (ended.length === 0)
        throw new Fault('conflict', 'no such session is open any more: look at the list again', { code: 'STALE_STATE', person_id: person.person_id })
      return {
        subject: person.person_id,
        new_version: null,
        message: `Ended ${formatCount(ended.length, 'session')} of ${person.name}.`,
        body: { person_id: person.person_id, session_ids: ended, kept: params.keep },
      }
    }
  },
})
