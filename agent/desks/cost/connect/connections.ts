import type { ChangeEventsPort } from '@/lib/desks/cost/connectors/change-events/port'
import { storedChanges } from '@/lib/desks/cost/connectors/change-events/stored'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { awsCloud } from '@/lib/desks/cost/connectors/cloud/real/aws'
import type { AwsSession } from '@/lib/desks/cost/connectors/cloud/real/aws-account'
import { awsClients } from '@/lib/desks/cost/connectors/cloud/real/aws-clients'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { seenOnce, simulatedLog } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { payForPage } from '@/lib/desks/cost/connectors/cost-explorer/pay-for-page'
import { cloudWatchHealth } from '@/lib/desks/cost/connectors/health/cloudwatch'
import type { HealthPort } from '@/lib/desks/cost/connectors/health/port'
import { simulatedHealth } from '@/lib/desks/cost/connectors/health/simulated'
import { demoChangeEvents } from '@/lib/desks/cost/demo/change-events'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { DEMO_SEED } from '@/lib/desks/cost/demo/people'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { dayOf, toInstant } from '@/lib/kernel/time'
import type { Tenant } from '@/schemas/tenant'
import { awsConnection } from './aws-connection'

/** Where a tenant's evidence comes from and where its actions go. Null is a source that nobody connected: rules that need it say unknown. */
export type Connections = { cloud: CloudPort | null; changes: ChangeEventsPort | null; health: HealthPort | null }

/** Pages of Cost Explorer are paid from the day's budget of its connector, also those that an action reads; without one none is asked. */
function payOf({ tenant_id, settings }: Tenant): () => Promise<void> {
  const { cost_explorer } = settings.connectors
  if (cost_explorer !== null) return payForPage(tenant_id, cost_explorer.usd_per_day, () => dayOf(toInstant(Date.now())))
  return async () => {
    throw new Fault('provider_down', 'Cost Explorer is not connected: name the payer account and a budget a day')
  }
}

/**
 * The connectors of one tenant, which may be given as it was just read. The demonstration's are simulated and pass the same contract as the real ones.
 *
 * The session says what the cloud's credentials may do: look, unless the execution worker brings that of a plan, or planning that of what it may ask about. Who
 * acts has the account's role for that, and no other process is given it, whoever asks.
 */
export async function connectionsOf(of: string | Tenant, session: AwsSession = READ_SESSION): Promise<Connections> {
  const tenant = typeof of === 'string' ? await getTenant(of) : of
  const { tenant_id } = tenant
  // The clock as it is set now: connections are made for one task, and a simulated account asks for the time with every call.
  const now = async () => clockOf(tenant.clock_offset_ms)
  if (tenant.is_demonstration) {
    // Only a run sees what has just been done to the account, by itself or by somebody else.
    const log = session.may === 'act' ? simulatedLog(tenant_id) : seenOnce(simulatedLog(tenant_id))
    return {
      cloud: simulatedCloud({ estate: ESTATE, log, now }),
      changes: {
        connector: 'simulated-changes',
        events: async (window, accounts) => {
          const all = demoChangeEvents(window, await now())
          return { ...all, events: all.events.filter((e) => accounts.length === 0 || accounts.includes(e.sub_account_id)) }
        },
      },
      health: simulatedHealth(DEMO_SEED, log.read),
    }
  }
  const looking = awsConnection(tenant)
  const connection = session.may === 'act' ? awsConnection(tenant, 'act') : looking
  const cloud = connection === null ? null : awsCloud({ ...connection, session }, now, payOf(tenant))
  const changes = tenant.settings.connectors.hooks.length === 0 ? null : storedChanges(tenant_id)
  const { driver } = tenant.settings.connectors
  const health =
    looking === null
      ? null
      : cloudWatchHealth({ clients: awsClients({ ...looking, session: READ_SESSION }), clusters: looking.clusters ?? {}, driver, time_zone: tenant.time_zone })
  return { cloud, changes, health }
}
