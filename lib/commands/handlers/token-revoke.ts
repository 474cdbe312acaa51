import { z } from 'zod'
import { lockToken, revokeToken } from '@/lib/identity/token-store'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'

/** Ends a token at once: one's own, or as an administrator anybody's. */
export const tokenRevoke = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'token.revoked',
  ready: ({ actor, request }) => {
    const { tenant_id } = actor
    return async (tx) => {
      const token = await lockToken(tx, tenant_id, request.subject)
      if (token.person_id !== actor.id && !actor.roles.includes('admin'))
        throw new Fault('forbidden', 'this is somebody else’s token: its owner or an administrator revokes it', {
          code: 'ROLE',
          needed: ['admin'],
          roles: actor.roles,
        })
      if (token.revoked_at !== null) throw new Fault('conflict', 'this token has been revoked already', { code: 'STALE_STATE', token_id: token.token_id })
      await revokeToken(tx, tenant_id, token.token_id)
      return {
        subject: token.token_id,
        new_version: null,
        message: `The token ${token.name} works no more.`,
        body: { token_id: token.token_id, name: token.name, kind: token.kind },
      }
    }
  },
})
