import { systemActor } from '@/agent/graph/clock'
import { getCase } from '@/lib/cases/store'
import { changeIf } from '@/lib/db/change'
import { channelOf } from '@/lib/desks/cost/connectors/messages/channel-of'
import { mayHaveBeenTaken } from '@/lib/desks/cost/connectors/messages/may-have-been-taken'
import { claimedMessage, claimMessage, releaseMessage, settleMessage } from '@/lib/desks/cost/connectors/messages/message-store'
import type { MessagePort } from '@/lib/desks/cost/connectors/messages/port'
import { ownerNotice } from '@/lib/desks/cost/plan/owner-notice'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { Tenant } from '@/schemas/tenant'
import { messagesOf } from './sources'

type Told = { outcome: 'told' | 'not_known' | 'no_channel'; because: string | null; connector: string | null }

/**
 * Tells the owner of a case what was found and what is proposed, once for each outcome of planning. One that may have been taken is never sent again; one that
 * surely was not is tried again by the job.
 */
export async function notifyOwner(tenant_id: string, case_id: string, of: typeof messagesOf = messagesOf): Promise<void> {
  const [tenant, c] = await Promise.all([getTenant(tenant_id), getCase(tenant_id, case_id)])
  const notice = ownerNotice(c)
  if (notice === null) return
  const message_key = `${case_id}:${c.plan?.actions.length === 0 ? 'no_action' : 'plan'}`
  const owner = ownerOf(c, tenant)
  const channel = channelOf(tenant.settings.connectors.messages, owner)
  const port = channel === undefined ? null : of(tenant, channel)
  const told = (await claimMessage(tenant_id, message_key, case_id, port?.connector ?? 'none'))
    ? port === null
      ? { outcome: 'no_channel' as const, because: `not known: where ${owner ?? 'whoever answers for it'} is told`, connector: null }
      : await sent(port, { ...notice, key: message_key, url: `${config().url}/cases/${case_id}` }, () => releaseMessage(tenant_id, message_key))
    : await leftBy(tenant_id, message_key, port?.connector ?? null)
  if (told === null) return
  const now = await tenantNow(tenant_id)
  await changeIf(tenant_id, async (tx) => {
    if (!(await settleMessage(tx, tenant_id, message_key, told.outcome === 'told' ? 'taken' : 'not_known')))
      return { result: undefined, unchanged: true as const }
    const body = { ...told, owner, title: notice.title, tenant_now: now }
    return { result: undefined, events: [{ kind: 'owner.notified' as const, subject: case_id, actor: systemActor(tenant_id), body }] }
  })
}

/** A message that another worker claimed: null where it is settled. One that was left on the way may have been taken, and is not sent again. */
async function leftBy(tenant_id: string, message_key: string, connector: string | null): Promise<Told | null> {
  const state = await claimedMessage(tenant_id, message_key)
  if (state === 'sending') throw new Fault('provider_down', 'this message is being sent by another worker: it is looked at again in a while', { message_key })
  return state === 'settled' ? null : { outcome: 'not_known', because: 'whoever sent it did not say what became of it', connector }
}

async function sent(port: MessagePort, message: Parameters<MessagePort['send']>[0], release: () => Promise<void>): Promise<Told> {
  try {
    await port.send(message)
    return { outcome: 'told', because: null, connector: port.connector }
  } catch (error) {
    if (mayHaveBeenTaken(error)) return { outcome: 'not_known', because: error instanceof Error ? error.message : null, connector: port.connector }
    await release()
    throw error
  }
}

/** Whoever was named for the case, else the team of its account. */
const ownerOf = ({ owner, cost }: Case, { settings }: Tenant): string | null =>
  owner ?? settings.accounts.find((a) => a.account_id === cost?.anomaly.scope.sub_account_id)?.owner ?? null
