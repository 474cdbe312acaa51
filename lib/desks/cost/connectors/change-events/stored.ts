import { getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { accountsTold, eventsIn, lastDeliveries } from './change-event-store'
import type { ChangeEventsPort } from './port'

/**
 * Changes that services told us about. A hook that was never heard of says nothing about what happened, and a hook of one account nothing about another: of
 * these it could not be asked.
 */
export const storedChanges = (tenant_id: string): ChangeEventsPort => ({
  connector: 'change-hooks',
  async events(window, accounts) {
    const heard = await lastDeliveries(tenant_id)
    if (heard.size === 0)
      throw new Fault('provider_down', 'no hook has ever delivered anything: send one delivery from the service that deploys', { tenant_id })
    const { hooks } = (await getTenant(tenant_id)).settings.connectors
    const told = new Set([...(await accountsTold(tenant_id, accounts)), ...hooks.flatMap((h) => (heard.has(h.hook_id) ? [h.account_id] : []))])
    const silent = accounts.filter((account) => !told.has(account))
    if (silent.length > 0)
      throw new Fault('provider_down', `no hook has ever told of account ${silent.join(', ')}: connect the service that deploys there`, { accounts: silent })
    return { kind: 'cost.change_events', window, events: await eventsIn(tenant_id, window, accounts) }
  },
})
