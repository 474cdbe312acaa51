import { z } from 'zod'
import { accessTokenHash, newAccessToken } from '@/lib/identity/access-token'
import { insertToken } from '@/lib/identity/token-store'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { TokenScope } from '@/schemas/actor'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'

// A token that nobody renews is one that somebody forgot.
const MOST_DAYS = 365

/**
 * Makes a token for oneself, or for a service account that one answers for. Its value is made here, so that nobody can choose a weak or a known one; the
 * answer shows it once, and only its hash is kept.
 */
export const tokenCreate = defineCommand({
  params: z.strictObject({
    kind: z.enum(['personal', 'service']),
    name: z.string().trim().min(1).max(80),
    scopes: z.array(TokenScope).min(1).max(TokenScope.options.length),
    days: z.int().min(1).max(MOST_DAYS),
  }),
  audit_kind: 'token.created',
  ready: (call) => {
    const { actor, params } = call
    const { kind, name, days } = params
    const tenant_id = requireOwnTenant(call)
    if (kind === 'service' && !actor.roles.includes('admin'))
      throw new Fault('forbidden', 'only an administrator makes a service account: make a token of your own', {
        code: 'ROLE',
        needed: ['admin'],
        roles: actor.roles,
      })
    const token = newAccessToken()
    const token_hash = accessTokenHash(token)
    const scopes = [...new Set(params.scopes)]
    const token_id = `${kind === 'service' ? 'svc' : 'pat'}_${digest({ tenant_id, token_hash }).slice(0, 20)}`
    return async (tx) => {
      await insertToken(tx, { token_id, tenant_id, kind, person_id: actor.id, name, scopes, token_hash, days })
      return {
        subject: token_id,
        new_version: null,
        message: `The token ${name} works for ${days} days. Its value is shown once.`,
        body: { token_id, kind, name, scopes, days },
        shown_once: token,
      }
    }
  },
})
