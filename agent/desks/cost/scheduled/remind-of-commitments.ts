import { messagesOf } from '@/agent/desks/cost/connect/sources'
import { tellOnce } from '@/agent/desks/cost/tell/tell-once'
import { channelOf } from '@/lib/desks/cost/connectors/messages/channel-of'
import { type EndingCommitment, endingCommitments, endingNotice } from '@/lib/desks/cost/plan/ending-commitments'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { addDays, dayOf } from '@/lib/kernel/time'
import { openWarehouse } from '@/lib/warehouse/warehouse'

// Two whole weeks that have settled, so that every weekday counts alike.
const [FROM_DAYS_AGO, TO_DAYS_AGO] = [17, 3]

/**
 * Tells whoever answers for commitments of those that end soon, once at each lead. Resolves to how many were told now; nobody is looked up where nobody could
 * be told.
 */
export async function remindOfCommitments(tenant_id: string, of: typeof messagesOf = messagesOf): Promise<number> {
  const tenant = await getTenant(tenant_id)
  const channel = channelOf(tenant.settings.connectors.messages, null)
  if (channel === undefined) return 0
  const now = await tenantNow(tenant_id)
  const today = dayOf(now)
  const after = { start: addDays(today, -FROM_DAYS_AGO), end: addDays(today, -TO_DAYS_AGO) }
  const warehouse = await openWarehouse(tenant_id, now)
  const use = await warehouse.commitmentUse({}, { before: { start: addDays(after.start, -1), end: after.start }, after })
  let told = 0
  for (const c of endingCommitments(use, today)) {
    const message = { ...endingNotice(c, use.currency, now), key: keyOf(c), url: config().url }
    if ((await tellOnce(tenant_id, { subject: c.id, owner: null, message, port: of(tenant, channel) })) === 'told') told++
  }
  return told
}

const keyOf = ({ id, ends_on, lead_days }: EndingCommitment): string => `commitment:${id}:${ends_on}:${lead_days}`
