import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import { addPasskey, getPasskey, keepChallenge, listPasskeys, notePasskeyUse, removePasskey, takeChallenge } from './passkey-store'
import { type Session, stepUp } from './session-store'

type Who = Pick<Session, 'actor' | 'session_id'>

// A passkey is for the name in the address bar, so links have to say it (localhost, not 127.0.0.1).
const site = () => ({ origin: config().url, id: new URL(config().url).hostname })
const known = ({ credential_id, transports }: { credential_id: string; transports: readonly string[] }) => ({
  id: credential_id,
  transports: transports as ('usb' | 'nfc' | 'ble' | 'internal' | 'cable' | 'hybrid' | 'smart-card')[], // safe: what an authenticator said of itself; unknown ones are passed over by browsers
})

/** What a browser needs to make a passkey. Who has one already proves it first, so that a stolen session cannot add its own. */
export async function beginRegistration({ actor, session_id }: Who): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const own = await listPasskeys(actor.tenant_id, actor.id)
  requireProofIfAny(actor, own.length)
  const options = await generateRegistrationOptions({
    rpName: 'Countersign',
    rpID: site().id,
    userName: actor.name,
    userID: new TextEncoder().encode(`${actor.tenant_id} ${actor.id}`),
    attestationType: 'none',
    excludeCredentials: own.map(known),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  await keepChallenge(actor.tenant_id, session_id, 'register', options.challenge)
  return options
}

/**
 * Keeps the passkey that the browser made. Throws Fault `forbidden` for an answer to another question, from another site or without the person's own consent.
 */
export async function finishRegistration({ actor, session_id }: Who, response: RegistrationResponseJSON, name: string): Promise<void> {
  requireProofIfAny(actor, (await listPasskeys(actor.tenant_id, actor.id)).length)
  const expectedChallenge = await takeChallenge(actor.tenant_id, session_id, 'register')
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: site().origin,
    expectedRPID: site().id,
    requireUserVerification: true,
  }).catch(refused)
  if (!verified) throw notVerified()
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential
  await addPasskey(actor, { credential_id: id, name, transports, public_key: Buffer.from(publicKey).toString('base64url'), counter })
}

/** Removes one's own passkey, with proof: a stolen session that could remove the last one would then be free to register its own. */
export async function removeOwnPasskey({ actor }: Pick<Who, 'actor'>, credential_id: string): Promise<void> {
  await getPasskey(actor.tenant_id, actor.id, credential_id)
  requireProofIfAny(actor, 1)
  await removePasskey(actor, credential_id)
}

/** What a browser needs to prove that its person is there. Throws Fault `conflict` for somebody who has no passkey yet. */
export async function beginStepUp({ actor, session_id }: Who): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = await listPasskeys(actor.tenant_id, actor.id)
  if (own.length === 0) throw new Fault('conflict', 'you have no passkey here yet: make one first', { code: 'NO_PASSKEY' })
  const options = await generateAuthenticationOptions({ rpID: site().id, allowCredentials: own.map(known), userVerification: 'required' })
  await keepChallenge(actor.tenant_id, session_id, 'step_up', options.challenge)
  return options
}

/** Takes the proof; what needs a fresh one may be signed in this session for a quarter of an hour. */
export async function finishStepUp({ actor, session_id }: Who, response: AuthenticationResponseJSON): Promise<void> {
  const expectedChallenge = await takeChallenge(actor.tenant_id, session_id, 'step_up')
  const key = await getPasskey(actor.tenant_id, actor.id, response.id)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: site().origin,
    expectedRPID: site().id,
    requireUserVerification: true,
    credential: { ...known(key), publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')), counter: key.counter },
  }).catch(refused)
  if (!verified) throw notVerified()
  await notePasskeyUse(actor.tenant_id, key.credential_id, authenticationInfo.newCounter)
  await stepUp(actor, session_id, key.credential_id)
}

/** Throws Fault `forbidden` for a person with `passkeys` of their own whose session has not proved one within the last quarter of an hour. */
export function requireProofIfAny(actor: Actor, passkeys: number): void {
  if (passkeys > 0 && actor.auth?.is_stepped_up !== true)
    throw new Fault(
      'forbidden',
      'confirm with a passkey that you have under settings, passkeys, then try again; if it is lost, ask an administrator to reset yours',
      {
        code: 'STEP_UP',
      },
    )
}

const notVerified = (cause?: unknown): Fault => new Fault('forbidden', 'the passkey did not prove that it is you: try again', { code: 'PASSKEY' }, { cause })
function refused(cause: unknown): never {
  throw notVerified(cause)
}
