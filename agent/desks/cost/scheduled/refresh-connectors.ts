import { testConnector } from '@/agent/desks/cost/connect/test-connectors'
import { keptTests } from '@/lib/desks/cost/connectors/check-store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { addHours } from '@/lib/kernel/time'
import { CONNECTOR_NAMES, type ConnectorName, type ConnectorTest } from '@/schemas/connectors'

// A page of Cost Explorer is taken from the budget that cases ask with, and a sweep takes minutes.
const RESTS_HOURS: Partial<Record<ConnectorName, number>> = { cost_explorer: 23, waste: 23 }
// A test of a channel is read by whoever is in it: only a person asks for one.
const BY_PEOPLE_ALONE: readonly ConnectorName[] = ['messages']

/** Asks what may be asked without anybody's doing: once an hour what is free, once a day what is not. */
export async function refreshConnectors(tenant_id: string): Promise<ConnectorTest[]> {
  const now = await tenantNow(tenant_id)
  const asked = new Map((await keptTests(tenant_id)).filter((t) => t.state !== 'not_connected').map((t) => [t.connector, t.checked_at]))
  const tests: ConnectorTest[] = []
  for (const name of CONNECTOR_NAMES) {
    const last = asked.get(name)
    const rests = RESTS_HOURS[name]
    const is_resting = rests !== undefined && last !== undefined && last > addHours(now, -rests) && last <= now
    if (!BY_PEOPLE_ALONE.includes(name) && !is_resting) tests.push(await testConnector(tenant_id, name))
  }
  return tests
}
