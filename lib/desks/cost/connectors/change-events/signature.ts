import { createHmac, timingSafeEqual } from 'node:crypto'
import { Fault } from '@/lib/kernel/errors'
import type { Secret } from '@/lib/kernel/secret'
import { secondsBetween } from '@/lib/kernel/time'
import type { HookSettings } from '@/schemas/connectors'
import type { Instant } from '@/schemas/time'

// A message that was signed longer ago than this is taken for a copy.
const MOST_AGE_SEC = 300

const refused = (): Fault => new Fault('unauthenticated', 'the message is not signed as this hook expects: check the secret on both sides')
const equal = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
const hmac = (secret: Secret, text: string | Uint8Array): string => createHmac('sha256', secret.reveal()).update(text).digest('hex')

/**
 * Throws Fault `unauthenticated` unless the message comes from whoever holds the secret. GitHub signs the raw body; the generic hook signs the
 * time and the raw body, and the time has to be near; Argo CD cannot sign and sends the secret itself.
 */
export function requireSigned(kind: HookSettings['kind'], headers: Headers, body: Uint8Array, secret: Secret, now: Instant): void {
  if (kind === 'github') {
    if (!equal(headers.get('x-hub-signature-256') ?? '', `sha256=${hmac(secret, body)}`)) throw refused()
    return
  }
  if (kind === 'argocd') {
    if (!equal(headers.get('authorization') ?? '', `Bearer ${secret.reveal()}`)) throw refused()
    return
  }
  const [, at = '', signature = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(headers.get('x-countersign-signature') ?? '') ?? []
  if (at === '') throw refused()
  if (!equal(signature, hmac(secret, Buffer.concat([Buffer.from(`${at}.`), body])))) throw refused()
  if (Math.abs(secondsBetween(new Date(Number(at) * 1000).toISOString(), now)) > MOST_AGE_SEC)
    throw new Fault('unauthenticated', `the message was signed more than ${MOST_AGE_SEC / 60} minutes ago or ahead: check the clock of the sender`)
}
