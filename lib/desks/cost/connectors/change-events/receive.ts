import { z } from 'zod'
import { changeIf } from '@/lib/db/change'
import { readOwnSecret } from '@/lib/identity/own-secret'
import { takeOne } from '@/lib/identity/rate-limit'
import { addressOf } from '@/lib/identity/same-origin'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { sha256 } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { addHours, toInstant } from '@/lib/kernel/time'
import { wellFormedDeep } from '@/lib/kernel/well-formed'
import type { Actor } from '@/schemas/actor'
import { TenantId } from '@/schemas/ids'
import { keepEvents, takeDelivery } from './change-event-store'
import { countUnsigned } from './count-unsigned'
import { requireSigned } from './signature'
import { toEvents } from './to-events'

const PER_HOOK = { name: 'hooks', burst: 300, per_sec: 5 }

export type Delivery = { tenant_id: string; hook_id: string; headers: Headers; body: Uint8Array; system_now_ms: number }

/**
 * Takes one message of a hook: signed, not seen before, understood; its changes and the audit event are kept together. Returns how many changes it
 * told of. The same body a second time is taken for a copy, because delivery ids are not signed.
 */
export async function receiveDelivery({ tenant_id, hook_id, headers, body, system_now_ms }: Delivery): Promise<{ events: number; is_copy: boolean }> {
  const unknown = new Fault('not_found', 'there is no such hook', { hook_id })
  if (!TenantId.safeParse(tenant_id).success) throw unknown
  const tenant = await getTenant(tenant_id).catch((error: unknown) => {
    throw error instanceof Fault && error.code === 'not_found' ? unknown : error
  })
  const hook = tenant.settings.connectors.hooks.find((h) => h.hook_id === hook_id)
  if (hook === undefined) throw unknown
  try {
    requireSigned(hook.kind, headers, body, await readOwnSecret(tenant_id, hook.secret), toInstant(system_now_ms))
  } catch (error) {
    if (error instanceof Fault && error.code === 'unauthenticated') await countUnsigned(tenant, hook_id, addressOf(headers), system_now_ms)
    throw error
  }
  // Counted only now: what a stranger sends must not use up what the sender may.
  takeOne(PER_HOOK, `${tenant_id} ${hook_id}`)
  const now = clockOf(tenant.clock_offset_ms)
  const text = Buffer.from(body).toString('utf8')
  // A message is another's, who would only send it again: what nothing can keep of it is shown as U+FFFD.
  const events = understood(() => toEvents(hook, headers.get('x-github-event'), wellFormedDeep(JSON.parse(text))))
  if (events.some((e) => e.at > addHours(now, 24))) throw new Fault('validation_failed', 'at: lies more than a day ahead', { field: 'at' })
  const actor: Actor = { kind: 'system', id: `hook:${hook_id}`, name: `Hook ${hook_id}`, roles: [], tenant_id, surface: 'system' }
  const { result } = await changeIf(tenant_id, async (tx) => {
    const told = { events: events.length, is_copy: false }
    if (!(await takeDelivery(tx, tenant_id, hook_id, sha256(text), now))) return { result: { events: 0, is_copy: true }, unchanged: true as const }
    await keepEvents(tx, tenant_id, hook_id, events, now)
    const about = { hook_id, event_ids: events.map((e) => e.event_id), titles: events.map((e) => e.title), tenant_now: now }
    return { result: told, events: [{ kind: 'change.received', subject: tenant_id, actor, body: about }] }
  })
  return result
}

function understood<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    const field = cause instanceof z.ZodError ? (cause.issues[0]?.path.join('.') ?? 'body') : 'body'
    const what = cause instanceof z.ZodError ? (cause.issues[0]?.message ?? 'does not match') : 'is not JSON'
    throw new Fault('validation_failed', `${field}: ${what}`, { field }, { cause })
  }
}
