import { randomBytes } from 'node:crypto'
import { sha256 } from '@/lib/kernel/canonical'
import type { Actor, Surface } from '@/schemas/actor'
import type { TenantPerson } from '@/schemas/tenant'

/** An opaque cookie value: 256 random bits that say nothing by themselves. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** A session's name, which may be told: it opens nothing. */
export const newSessionId = (): string => randomBytes(12).toString('hex')

/** What is stored of a token: a stolen table opens no session. */
export const tokenHash = (token: string): string => sha256(`countersign-session-v1\n${token}`)

/** A person acting on one surface. Sessions and personal tokens belong to people; nothing else ever gets this kind. */
export const personActor = (person: TenantPerson, surface: Surface, auth: NonNullable<Actor['auth']>): Actor => ({
  kind: 'person',
  id: person.person_id,
  name: person.name,
  roles: person.roles,
  tenant_id: person.tenant_id,
  surface,
  auth,
})
