import { randomBytes } from 'node:crypto'
import { sha256 } from '@/lib/kernel/canonical'
import type { Actor, Surface } from '@/schemas/actor'
import type { TenantPerson } from '@/schemas/tenant'

/** An opaque cookie value: 256 random bits that say nothing by themselves. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token: a stolen table opens no session. */
export const tokenHash = (token: string): string => sha256(`countersign-session-v1\n${token}`)

/** A person acting on one surface. Sessions belong to people; nothing else ever gets this kind. */
export const personActor = (person: TenantPerson, surface: Surface): Actor => ({
  kind: 'person',
  id: person.person_id,
  name: person.name,
  roles: person.roles,
  tenant_id: person.tenant_id,
  surface,
})
