import { z } from 'zod'
import { PageNotice } from '@/schemas/page'
import { Person } from '@/schemas/person'
import { AccessToken, OpenSession, Passkey } from '@/schemas/tenant'
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

export const SessionsView = z.strictObject({
  now: Instant,
  /** The session that this page is looked at in. */
  own_session_id: z.string(),
  /** The viewer first; an administrator sees everybody who is signed in or has a passkey. */
  people: z.array(
    z.strictObject({
      person_id: z.string(),
      name: z.string(),
      is_self: z.boolean(),
      sessions: z.array(OpenSession),
      /** How many passkeys they have; null where the viewer is no administrator or looks at themselves. */
      passkeys: z.int().nonnegative().nullable(),
    }),
  ),
  /** Why this administrator resets no passkeys now; null when they may. */
  reset_denied: z.string().nullable(),
})
export type SessionsView = z.infer<typeof SessionsView>

export const PasskeysView = z.strictObject({
  passkeys: z.array(Passkey),
  /** Whether this session has proved within 15 minutes that its person is there. */
  is_stepped_up: z.boolean(),
  /** How the person signed in, as a sentence. */
  signed_in: z.string(),
})
export type PasskeysView = z.infer<typeof PasskeysView>

export const SignInView = z.strictObject({ tenant: z.string(), is_demonstration: z.boolean(), people: z.array(Person), notices: z.array(PageNotice) })
export type SignInView = z.infer<typeof SignInView>
