import type { Owner } from '@/agent/agui/thread-store'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'

export const ownerOf = (actor: Actor): Owner => ({ tenant_id: actor.tenant_id, person_id: actor.id })

export const noThread = (thread_id: string): Fault =>
  new Fault('not_found', 'there is no such conversation: it was deleted, or it is not shared with you', { thread_id })
