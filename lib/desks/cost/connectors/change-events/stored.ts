import { Fault } from '@/lib/kernel/errors'
import { eventsIn, lastDeliveries } from './change-event-store'
import type { ChangeEventsPort } from './port'

/** Changes that services told us about. A hook that was never heard of says nothing about what happened, so it could not be asked. */
export const storedChanges = (tenant_id: string): ChangeEventsPort => ({
  connector: 'change-hooks',
  async events(window, accounts) {
    if ((await lastDeliveries(tenant_id)).size === 0)
      throw new Fault('provider_down', 'no hook has ever delivered anything: send one delivery from the service that deploys', { tenant_id })
    return { kind: 'cost.change_events', window, events: await eventsIn(tenant_id, window, accounts) }
  },
})
