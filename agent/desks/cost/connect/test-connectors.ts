import { heardHooks } from '@/lib/desks/cost/connectors/change-events/change-event-store'
import { isSilent, silenceText } from '@/lib/desks/cost/connectors/change-events/silence'
import { keepTest } from '@/lib/desks/cost/connectors/check-store'
import { checkClusters } from '@/lib/desks/cost/connectors/cloud/real/kubernetes'
import { accountsOf } from '@/lib/identity/account-roles'
import { readOwnSecret } from '@/lib/identity/own-secret'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { addDays, dayOf, toInstant } from '@/lib/kernel/time'
import type { AccountTest } from '@/schemas/account-tests'
import { CONNECTOR_NAMES, type ConnectorName, type ConnectorTest } from '@/schemas/connectors'
import type { Tenant } from '@/schemas/tenant'
import type { Day, DayRange } from '@/schemas/time'
import { CALL_TIMEOUT_MS, clustersOf } from './aws-connection'
import { connectionsOf } from './connections'
import { messagesOf, type Sources, sourcesOf } from './sources'
import { NO_INSTANCE, sayTogether, testAccounts } from './test-accounts'
import { told } from './told'

/** Not connected, with what connects it; or asks, and resolves to what answered. `accounts` is filled while asking, where each account is asked for itself. */
type Ask = { missing: string } | { ask(): Promise<string>; accounts?: AccountTest[] }

/** Asks one connector of a tenant for real, keeps what it said for the pages, and returns it. Never throws for a connector that fails. */
export async function testConnector(tenant_id: string, connector: ConnectorName): Promise<ConnectorTest> {
  const tenant = await getTenant(tenant_id)
  const began = performance.now()
  const about = await askOf(tenant, connector)
  const said = 'missing' in about ? { state: 'not_connected' as const, detail: 'not connected', remedy: about.missing } : await told(about.ask)
  const accounts = 'accounts' in about ? { accounts: about.accounts } : {}
  const test: ConnectorTest = { connector, took_ms: Math.round(performance.now() - began), ...said, ...accounts }
  await keepTest(tenant_id, test, clockOf(tenant.clock_offset_ms))
  return test
}

export async function testConnectors(tenant_id: string): Promise<ConnectorTest[]> {
  const tests: ConnectorTest[] = []
  for (const name of CONNECTOR_NAMES) tests.push(await testConnector(tenant_id, name))
  return tests
}

const missing = (text: string): Ask => ({ missing: text })

type Asked = { tenant: Tenant; sources: Sources; today: Day }

/** How each connector is asked. */
const ASKS: Readonly<Record<ConnectorName, (asked: Asked) => Ask | Promise<Ask>>> = {
  cloud: ({ tenant }) => cloudAsk(tenant),
  waste({ sources: { waste } }) {
    const [place] = waste?.places ?? []
    if (waste === null || place === undefined) return missing('install aws-doctor, set COUNTERSIGN_AWS_DOCTOR to its path, and name an account and its regions')
    return { ask: async () => `${formatCount((await waste.sweep(place)).body.findings.length, 'finding')} in ${place.account_id}, ${place.region_id}` }
  },
  allocation({ sources: { allocation }, today }) {
    if (allocation === null) return missing('name the address of OpenCost or Kubecost')
    const windows = { before: { start: addDays(today, -3), end: addDays(today, -2) }, after: { start: addDays(today, -2), end: addDays(today, -1) } }
    return { ask: async () => `${formatCount((await allocation.allocation(windows, {})).namespaces.length, 'namespace')} in the last days` }
  },
  driver({ sources: { driver }, today }) {
    if (driver === null) return missing('name a metric that grows with the business')
    return { ask: async () => `${formatCount((await driver.daily(lastWeek(today))).days.length, 'day')} of the last 7 have a value of ${driver.name}` }
  },
  cost_explorer({ sources: { cost_explorer }, today }) {
    if (cost_explorer === null) return missing('name the payer account and a budget a day; a test costs 0.01 USD')
    const ask = async () =>
      `${formatCount((await cost_explorer.anomalies(lastWeek(today))).anomalies.length, 'anomaly', 'anomalies')} flagged in the last 7 days`
    return { ask }
  },
  tickets: ({ sources: { tickets } }) =>
    tickets === null ? missing('name a Jira project or a Linear team; until then a ticket is a part of its case') : { ask: () => tickets.check() },
  messages({ tenant }) {
    const { messages } = tenant.settings.connectors
    if (messages.length === 0) return missing('name a channel and the secret that holds its address; until then nobody is told outside of Countersign')
    return {
      ask: async () => {
        for (const channel of messages) await messagesOf(tenant, channel).check()
        return `${formatCount(messages.length, 'channel')} took a test`
      },
    }
  },
  clusters({ tenant }) {
    const clusters = clustersOf(tenant)
    if (Object.keys(clusters).length === 0) return missing('name a cluster, its address and the secret that holds its token')
    return { ask: () => checkClusters(clusters, CALL_TIMEOUT_MS) }
  },
  budgets({ sources: { budgets } }) {
    if (budgets === null) return missing('name an account whose budgets may be read')
    return { ask: async () => `${formatCount((await budgets.status()).body.budgets.length, 'cost budget')} in ${budgets.account_id}` }
  },
  tags({ sources: { tags } }) {
    const [place] = tags?.places ?? []
    if (tags === null || place === undefined) return missing('name an account and its regions')
    return {
      ask: async () => {
        await tags.tagsOf(place, [`arn:aws:ec2:${place.region_id}:${place.account_id}:instance/${NO_INSTANCE}`])
        return `tags can be read in ${place.account_id}, ${place.region_id}`
      },
    }
  },
  hooks: ({ tenant }) => hooksAsk(tenant),
}

const askOf = async (tenant: Tenant, connector: ConnectorName): Promise<Ask> =>
  ASKS[connector]({ tenant, sources: sourcesOf(tenant), today: dayOf(toInstant(Date.now())) })

const lastWeek = (today: Day): DayRange => ({ start: addDays(today, -7), end: today })

function hooksAsk({ tenant_id, settings, clock_offset_ms }: Tenant): Ask {
  const { hooks } = settings.connectors
  if (hooks.length === 0) return missing('add a hook, and give its address and secret to the service that deploys')
  return {
    ask: async () => {
      for (const hook of hooks) await readOwnSecret(tenant_id, hook.secret)
      const [heard, now] = [await heardHooks(tenant_id), clockOf(clock_offset_ms)]
      const never = hooks.filter((h) => !heard.has(h.hook_id)).map((h) => h.hook_id)
      if (never.length > 0) throw new Fault('provider_down', `never heard of ${never.join(', ')}: send one delivery from the service that deploys`)
      const silent = hooks.flatMap((h) => {
        const last = heard.get(h.hook_id)
        return last !== undefined && isSilent(last, now) ? [`${h.hook_id} is ${silenceText(last, now)}`] : []
      })
      if (silent.length > 0) throw new Fault('provider_down', `${silent.join(', and ')}: look whether the service that deploys still delivers`)
      return `${formatCount(hooks.length, 'hook')} heard of`
    },
  }
}

async function cloudAsk(tenant: Tenant): Promise<Ask> {
  const { cloud } = await connectionsOf(tenant.tenant_id)
  if (tenant.is_demonstration) return { ask: async () => 'the simulated account of the demonstration' }
  if (cloud === null || accountsOf(tenant).length === 0) return missing('add an account and the role that may read it')
  const accounts: AccountTest[] = []
  const ask = async () => {
    accounts.push(...(await testAccounts(tenant, cloud)))
    return sayTogether(tenant, accounts)
  }
  return { ask, accounts }
}
