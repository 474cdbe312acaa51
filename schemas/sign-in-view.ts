import { z } from 'zod'
import { AccessToken, Passkey } from '@/schemas/tenant'
import { Instant } from '@/schemas/time'

export const TokensView = z.strictObject({
  now: Instant,
  tenant_id: z.string(),
  /** Whether this person may make service accounts and sees everybody's tokens. */
  is_admin: z.boolean(),
  /** Why this person makes no tokens; null when they may. */
  denied: z.string().nullable(),
  tokens: z.array(AccessToken.extend({ holder: z.string(), state: z.enum(['works', 'expired', 'revoked']) })),
})
export type TokensView = z.infer<typeof TokensView>

export const PasskeysView = z.strictObject({
  passkeys: z.array(Passkey),
  /** Whether this session has proved within 15 minutes that its person is there. */
  is_stepped_up: z.boolean(),
  /** How the person signed in, as a sentence. */
  signed_in: z.string(),
})
export type PasskeysView = z.infer<typeof PasskeysView>
