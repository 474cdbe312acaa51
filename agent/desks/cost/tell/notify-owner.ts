import { messagesOf } from '@/agent/desks/cost/connect/sources'
import { getCase } from '@/lib/cases/store'
import { channelOf } from '@/lib/desks/cost/connectors/messages/channel-of'
import { ownerNotice } from '@/lib/desks/cost/plan/owner-notice'
import { getTenant } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import type { Case } from '@/schemas/case'
import type { Tenant } from '@/schemas/tenant'
import { tellOnce } from './tell-once'

/** Tells the owner of a case what was found and what is proposed, once for each outcome of planning. */
export async function notifyOwner(tenant_id: string, case_id: string, of: typeof messagesOf = messagesOf): Promise<void> {
  const [tenant, c] = await Promise.all([getTenant(tenant_id), getCase(tenant_id, case_id)])
  const notice = ownerNotice(c)
  if (notice === null) return
  const owner = ownerOf(c, tenant)
  const channel = channelOf(tenant.settings.connectors.messages, owner)
  const message = { ...notice, key: `${case_id}:${c.plan?.actions.length === 0 ? 'no_action' : 'plan'}`, url: `${config().url}/cases/${case_id}` }
  await tellOnce(tenant_id, { subject: case_id, owner, message, port: channel === undefined ? null : of(tenant, channel) })
}

/** Whoever was named for the case, else the team of its account. */
const ownerOf = ({ owner, cost }: Case, { settings }: Tenant): string | null =>
  owner ?? settings.accounts.find((a) => a.account_id === cost?.anomaly.scope.sub_account_id)?.owner ?? null
