import type { AwsAccount } from '@/lib/desks/cost/connectors/cloud/real/aws-account'
import type { AwsConnection } from '@/lib/desks/cost/connectors/cloud/real/aws-clients'
import type { Cluster } from '@/lib/desks/cost/connectors/cloud/real/cluster-api'
import { accountsOf, roleThatActs, roleThatLooks, type TenantAccount } from '@/lib/identity/account-roles'
import { readActSecret, readOwnSecret } from '@/lib/identity/own-secret'
import { config } from '@/lib/kernel/config'
import { requireActing } from '@/lib/kernel/require-acting'
import type { Tenant } from '@/schemas/tenant'

export const CALL_TIMEOUT_MS = 20_000
/** Where an account without a named region is asked. */
export const DEFAULT_REGION = 'us-east-1'

type Of = Pick<Tenant, 'tenant_id' | 'settings'>
/** To look, with roles and tokens that read; to act, with those that change something. */
type Use = 'look' | 'act'

/**
 * How a tenant's accounts and clusters are reached by whoever looks or acts. Null where there are none. Throws Fault `forbidden` where a process that carries
 * no plan out asks for what acts.
 */
export function awsConnection(of: Of, use: Use = 'look'): AwsConnection | null {
  const [accounts, clusters] = [accountsOf(of), clustersOf(of, use)]
  if (accounts.length === 0 && Object.keys(clusters).length === 0) return null
  if (use === 'act') requireActing('whatever changes accounts and clusters')
  const { aws_endpoint, aws_act_profile } = config()
  return {
    accounts: Object.fromEntries(accounts.map((account): [string, AwsAccount] => [account.account_id, reached(of.tenant_id, account, use)])),
    credentials: null,
    ...(use === 'act' && aws_act_profile !== null ? { profile: aws_act_profile } : {}),
    endpoint: aws_endpoint,
    timeout_ms: CALL_TIMEOUT_MS,
    ...(Object.keys(clusters).length === 0 ? {} : { clusters }),
  }
}

function reached(tenant_id: string, account: TenantAccount, use: Use): AwsAccount {
  const { scheduler_role_arn, act_role_arn } = account
  if (use === 'act') return { ...roleThatActs(tenant_id, account), scheduler_role_arn }
  return { ...roleThatLooks(tenant_id, account), scheduler_role_arn, ...(act_role_arn === null ? {} : { looks_only: true }) }
}

/** The clusters of a tenant's settings by name; a token is read when it is needed, and one that changes a cluster only to act. */
export const clustersOf = ({ tenant_id, settings }: Of, use: Use = 'look'): Record<string, Cluster> =>
  Object.fromEntries(
    settings.connectors.clusters.map(({ name, url, token, write_token, ca_pem }): [string, Cluster] => {
      const write = write_token === null ? null : use === 'look' ? 'held_elsewhere' : () => readActSecret(tenant_id, write_token)
      return [name, { endpoint: url, ca_pem, token: () => readOwnSecret(tenant_id, token), write_token: write }]
    }),
  )
