import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import type { Level } from '@/schemas/policy'

/** Levels at which a signature needs a passkey within the last 15 minutes, whoever's session it is. */
const NEEDS_PROOF: readonly Level[] = ['L3']

/** Throws `forbidden` for a token, which proves that somebody has it and not who they are, and for a critical plan without a fresh proof with a passkey. */
export function requireFreshProof(actor: Actor, level: Level): void {
  if (actor.auth?.method === 'token') throw new Fault('forbidden', 'a token cannot sign: sign in as yourself and decide there', { code: 'TOKEN' })
  if (NEEDS_PROOF.includes(level) && actor.auth?.is_stepped_up !== true)
    throw new Fault('forbidden', 'this plan is critical: confirm that it is you with your passkey under settings, passkeys, and sign within 15 minutes', {
      code: 'STEP_UP',
      level,
      href: '/settings/passkeys',
    })
}
