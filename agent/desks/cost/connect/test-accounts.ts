import { awsClients } from '@/lib/desks/cost/connectors/cloud/real/aws-clients'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { accountsOf } from '@/lib/identity/account-roles'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import type { AccountTest } from '@/schemas/account-tests'
import type { Tenant } from '@/schemas/tenant'
import { awsConnection, DEFAULT_REGION } from './aws-connection'
import type { Connections } from './connections'
import { told } from './told'

// No instance has this id: asking for it needs the permission and finds nothing.
export const NO_INSTANCE = 'i-00000000000000000'

/** What each account of a tenant said when it was asked in its first region, with the role that looks there. One that fails keeps no other from being asked. */
export async function testAccounts(tenant: Tenant, cloud: NonNullable<Connections['cloud']>): Promise<AccountTest[]> {
  const tests: AccountTest[] = []
  for (const { account_id, role_arn, regions } of accountsOf(tenant)) {
    const place = { account_id, region_id: regions[0] ?? DEFAULT_REGION }
    const said = await told(async () => {
      await cloud.instances(place, [NO_INSTANCE])
      return 'It can be read'
    })
    tests.push({ account_id, used: role_arn, ...said })
  }
  return tests
}

/** What they said together. Throws Fault `provider_down` with the first that failed, and says how many others did. */
export async function sayTogether(tenant: Tenant, tests: readonly AccountTest[]): Promise<string> {
  const failed = tests.filter((t) => t.state === 'failed')
  const [first] = failed
  if (first !== undefined) {
    const others = failed.length === 1 ? '' : `, and ${formatCount(failed.length - 1, 'other account')} failed`
    throw new Fault('provider_down', `in account ${first.account_id} ${first.detail}${others}: ${first.remedy ?? 'look at its settings'}`)
  }
  const read = `${formatCount(tests.length, 'account')} can be read`
  const wide = await notNarrowed(tenant)
  return wide.length === 0 ? read : `${read}; AWS does not narrow our credentials in ${wide.join(', ')}, and only our own clients hold them: connect a role`
}

/** Accounts without a role in which AWS gives us no narrower credentials than our own. */
async function notNarrowed(tenant: Tenant): Promise<string[]> {
  const connection = awsConnection(tenant)
  if (connection === null) return []
  const own = Object.entries(connection.accounts).flatMap(([account_id, { role_arn }]) => (role_arn === null ? [account_id] : []))
  const clients = awsClients({ ...connection, session: READ_SESSION })
  const wide: string[] = []
  for (const account_id of own) if (!(await clients({ account_id, region_id: DEFAULT_REGION })).is_narrowed) wide.push(account_id)
  return wide
}
