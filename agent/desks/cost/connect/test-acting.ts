import { keepActingTest } from '@/lib/desks/cost/connectors/check-store'
import { tryRole, tryWriteToken } from '@/lib/desks/cost/connectors/cloud/real/try-acting'
import { accountsOf } from '@/lib/identity/account-roles'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import type { ActingTest } from '@/schemas/account-tests'
import { awsConnection, CALL_TIMEOUT_MS, clustersOf, DEFAULT_REGION } from './aws-connection'
import { told } from './told'

type Place = ActingTest['places'][number]
const OWN = 'our own credentials' // of an account without a role

/**
 * Tries whether this worker can act in each account and cluster of a tenant, changes nothing, and keeps what it heard for the pages. Throws Fault `forbidden`
 * in a process that carries no plan out.
 */
export async function testActing(tenant_id: string): Promise<ActingTest> {
  const tenant = await getTenant(tenant_id)
  const connection = tenant.is_demonstration ? null : awsConnection(tenant, 'act')
  const places: Place[] = []
  if (connection !== null) {
    for (const { account_id, act_role_arn, role_arn, regions } of accountsOf(tenant)) {
      const place = { account_id, region_id: regions[0] ?? DEFAULT_REGION }
      places.push({ kind: 'account', name: account_id, used: act_role_arn ?? role_arn ?? OWN, ...(await told(() => tryRole(connection, place))) })
    }
    const clusters = clustersOf(tenant, 'act')
    for (const { name, write_token } of tenant.settings.connectors.clusters)
      if (write_token !== null) places.push({ kind: 'cluster', name, used: write_token, ...(await told(() => tryWriteToken(clusters, name, CALL_TIMEOUT_MS))) })
  }
  const test: ActingTest = { places }
  await keepActingTest(tenant_id, test, clockOf(tenant.clock_offset_ms))
  return test
}
