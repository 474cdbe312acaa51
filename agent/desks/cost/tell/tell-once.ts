import { changeIf } from '@/lib/db/change'
import { mayHaveBeenTaken } from '@/lib/desks/cost/connectors/messages/may-have-been-taken'
import { claimedMessage, claimMessage, releaseMessage, settleMessage } from '@/lib/desks/cost/connectors/messages/message-store'
import type { Message, MessagePort } from '@/lib/desks/cost/connectors/messages/port'
import { systemActor } from '@/lib/identity/system-actor'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'

type Told = { outcome: 'told' | 'not_known' | 'no_channel'; because: string | null; connector: string | null }
/** `subject` is what the message is about, for the trail; `port` null: nobody set up a channel for the owner. */
export type Telling = { subject: string; owner: string | null; message: Message; port: MessagePort | null }

/**
 * Sends a message and writes down what became of it, once by its key. One that may have been taken is never sent again; one that surely was not throws, and is
 * tried again by its job. Resolves to what is known now, null where somebody settled it before.
 */
export async function tellOnce(tenant_id: string, telling: Telling): Promise<Told['outcome'] | null> {
  const { subject, owner, message, port } = telling
  const { key } = message
  const is_ours = await claimMessage(tenant_id, key, subject, port?.connector ?? 'none')
  const told = is_ours ? await send(tenant_id, telling) : await leftBy(tenant_id, key, port?.connector ?? null)
  if (told === null) return null
  const now = await tenantNow(tenant_id)
  await changeIf(tenant_id, async (tx) => {
    if (!(await settleMessage(tx, tenant_id, key, told.outcome === 'told' ? 'taken' : 'not_known'))) return { result: undefined, unchanged: true as const }
    const body = { ...told, owner, title: message.title, tenant_now: now }
    return { result: undefined, events: [{ kind: 'owner.notified' as const, subject, actor: systemActor(tenant_id), body }] }
  })
  return told.outcome
}

/** A message that another worker claimed: null where it is settled. One that was left on the way may have been taken, and is not sent again. */
async function leftBy(tenant_id: string, message_key: string, connector: string | null): Promise<Told | null> {
  const state = await claimedMessage(tenant_id, message_key)
  if (state === 'sending') throw new Fault('provider_down', 'this message is being sent by another worker: it is looked at again in a while', { message_key })
  return state === 'settled' ? null : { outcome: 'not_known', because: 'whoever sent it did not say what became of it', connector }
}

async function send(tenant_id: string, { owner, message, port }: Telling): Promise<Told> {
  if (port === null) return { outcome: 'no_channel', because: `not known: where ${owner ?? 'whoever answers for it'} is told`, connector: null }
  try {
    await port.send(message)
    return { outcome: 'told', because: null, connector: port.connector }
  } catch (error) {
    if (mayHaveBeenTaken(error)) return { outcome: 'not_known', because: error instanceof Error ? error.message : null, connector: port.connector }
    await releaseMessage(tenant_id, message.key)
    throw error
  }
}
