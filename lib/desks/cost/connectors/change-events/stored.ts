import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { startOfDay } from '@/lib/kernel/time'
import { eventsIn, heardHooks, toldOf } from './change-event-store'
import type { ChangeEventsPort } from './port'
import { isSilent } from './silence'

/**
 * Changes that services told us about. A hook that was never heard of, or that has been silent for longer than its rhythm when the window ends, says nothing
 * about what happened, and a hook of one account nothing about another: of these it could not be asked.
 */
export const storedChanges = (tenant_id: string): ChangeEventsPort => ({
  connector: 'change-hooks',
  async events(window, accounts) {
    const [heard, tenant, told_of] = await Promise.all([heardHooks(tenant_id), getTenant(tenant_id), toldOf(tenant_id, accounts)])
    if (heard.size === 0)
      throw new Fault('provider_down', 'no hook has ever delivered anything: send one delivery from the service that deploys', { tenant_id })
    const sayers = [...told_of, ...tenant.settings.connectors.hooks.map(({ account_id, hook_id }) => ({ account: account_id, hook_id }))]
    const told = new Set(sayers.flatMap((s) => (heard.has(s.hook_id) ? [s.account] : [])))
    const never = accounts.filter((account) => !told.has(account))
    if (never.length > 0)
      throw new Fault('provider_down', `no hook has ever told of account ${never.join(', ')}: connect the service that deploys there`, { accounts: never })
    const now = clockOf(tenant.clock_offset_ms)
    const ended = startOfDay(window.end) < now ? startOfDay(window.end) : now
    const speaks = (hook_id: string) => [heard.get(hook_id)].some((h) => h !== undefined && !isSilent(h, ended))
    const silent = accounts.filter((account) => !sayers.some((s) => s.account === account && speaks(s.hook_id)))
    if (silent.length > 0 || ![...heard.keys()].some(speaks))
      throw new Fault(
        'provider_down',
        `the hooks of ${silent.join(', ') || 'every account'} have said nothing for longer than they usually do: look whether they still deliver`,
        {
          accounts: silent,
        },
      )
    return { kind: 'cost.change_events', window, events: await eventsIn(tenant_id, window, accounts) }
  },
})
