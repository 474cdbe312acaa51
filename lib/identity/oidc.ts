import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretBasic,
  Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { z } from 'zod'
import { config, type OidcConfig } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { readSecret } from '@/lib/kernel/secret'
import { isLoopback } from './same-origin'

// Seconds that the provider's clock may differ from ours.
const CLOCK_SKEW_SEC = 60
// How long what the provider says about itself is believed. Its keys are read at every sign-in, so that a key which was replaced counts at once.
const METADATA_MS = 5 * 60_000
export const CALLBACK_PATH = '/api/auth/callback'

/**
 * What has to come back unchanged from the provider. Kept by the browser alone, in a cookie that no script reads; another site of the same domain may write it,
 * so `next` is held to a path of this one.
 */
export const Attempt = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string().regex(/^\/(?![/\\])/) })
export type Attempt = z.infer<typeof Attempt>

/** What the provider says about who signed in: read from an ID token whose signature, issuer, audience, nonce and times were checked. */
export const Claims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1),
  name: z.string().min(1).max(120).optional(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
})
export type Claims = z.infer<typeof Claims>

const shared = globalThis as unknown as {
  countersign_oidc?: { issuer: string; metadata: ReturnType<Configuration['serverMetadata']>; at_ms: number } | undefined
}

function oidc(): OidcConfig {
  const set = config().oidc
  if (set === null) throw new Fault('not_found', 'no identity provider is set here: sign in on this machine, or set COUNTERSIGN_OIDC_ISSUER')
  return set
}

/** The provider as it is now. Throws `provider_down` when it does not answer. */
async function provider(): Promise<Configuration> {
  const { issuer, client_id, client_secret_ref } = oidc()
  const secret = client_secret_ref === null ? undefined : await readSecret(client_secret_ref)
  const authenticate = secret === undefined ? None() : ClientSecretBasic(secret.reveal())
  // Without https only a provider on this very machine is believed.
  const insecure = issuer.startsWith('http:') && isLoopback(new URL(issuer).host) ? [allowInsecureRequests] : []
  let known = shared.countersign_oidc
  if (known === undefined || known.issuer !== issuer || Date.now() - known.at_ms > METADATA_MS) {
    try {
      const found = await discovery(new URL(issuer), client_id, undefined, authenticate, { execute: insecure })
      known = { issuer, metadata: found.serverMetadata(), at_ms: Date.now() }
      shared.countersign_oidc = known
    } catch (cause) {
      throw new Fault('provider_down', 'the identity provider does not answer: try again, or ask whoever runs it', { issuer }, { cause })
    }
  }
  const made = new Configuration(known.metadata, client_id, { [clockTolerance]: CLOCK_SKEW_SEC }, authenticate)
  for (const allow of insecure) allow(made)
  enableNonRepudiationChecks(made)
  return made
}

const callbackUrl = (): string => `${config().url}${CALLBACK_PATH}`

/** Where to send a browser that wants to sign in, and what to keep until it comes back. */
export async function beginSignIn(next: string): Promise<{ url: string; attempt: Attempt }> {
  const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), next }
  const url = buildAuthorizationUrl(await provider(), {
    redirect_uri: callbackUrl(),
    scope: 'openid profile email',
    code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
  })
  return { url: url.href, attempt }
}

/**
 * Exchanges the code that came back for what the provider says about the person. Throws `unauthenticated` for an answer that does not belong to this attempt.
 */
export async function finishSignIn(search: string, attempt: Attempt): Promise<{ claims: Claims; id_token: string | null }> {
  const set = await provider()
  try {
    const tokens = await authorizationCodeGrant(set, new URL(`${callbackUrl()}${search}`), {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    })
    return { claims: Claims.parse(tokens.claims()), id_token: tokens.id_token ?? null }
  } catch (cause) {
    log.warn('an answer of the identity provider was refused', { because: cause instanceof Error ? cause.message : 'not known' })
    throw new Fault('unauthenticated', 'the sign-in could not be completed: start again from the sign-in page', {}, { cause })
  }
}

/** Where the provider ends its own session, so that the next sign-in asks again; null when it has no such place or does not answer. */
export async function providerLogoutUrl(id_token_hint: string | null): Promise<string | null> {
  try {
    const set = await provider()
    if (set.serverMetadata().end_session_endpoint === undefined) return null
    return buildEndSessionUrl(set, { post_logout_redirect_uri: `${config().url}/sign-in`, ...(id_token_hint === null ? {} : { id_token_hint }) }).href
  } catch {
    return null // signing out here worked; the provider's session is the provider's
  }
}
