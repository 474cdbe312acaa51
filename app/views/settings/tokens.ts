import { listPeople } from '@/lib/identity/person-store'
import { listTokens } from '@/lib/identity/token-store'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { TokensView } from '@/schemas/sign-in-view'

/** A person's tokens; for an administrator everybody's. Tokens run by the system's clock. */
export async function tokensView(actor: Actor): Promise<TokensView> {
  const is_admin = actor.roles.includes('admin')
  const [tokens, people] = await Promise.all([listTokens(actor.tenant_id, is_admin ? null : actor.id), listPeople(actor.tenant_id)])
  const now = toInstant(Date.now())
  const may = COMMAND_ROLES['token.create'].some((role) => actor.roles.includes(role))
  return {
    now,
    tenant_id: actor.tenant_id,
    is_admin,
    denied: may ? null : 'A viewer makes no tokens: ask an administrator for another role.',
    tokens: tokens.map((token) => ({
      ...token,
      holder: people.find((p) => p.person_id === token.person_id)?.name ?? token.person_id,
      state: token.revoked_at !== null ? 'revoked' : token.expires_at <= now ? 'expired' : 'works',
    })),
  }
}
