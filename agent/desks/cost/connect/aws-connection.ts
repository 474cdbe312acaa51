import type { AwsAccount } from '@/lib/desks/cost/connectors/cloud/real/aws-account'
import type { AwsConnection } from '@/lib/desks/cost/connectors/cloud/real/aws-clients'
import type { Cluster } from '@/lib/desks/cost/connectors/cloud/real/cluster-api'
import { externalIdOf } from '@/lib/identity/external-id'
import { readOwnSecret } from '@/lib/identity/own-secret'
import { config } from '@/lib/kernel/config'
import type { Tenant } from '@/schemas/tenant'

export const CALL_TIMEOUT_MS = 20_000
// The accounts of the environment belong to whoever runs this, so to the one tenant that their people sign in to.
const HOME_TENANT = 'tn_home' // where nobody set up an identity provider

/** How a tenant's accounts are reached: those of its settings, and for the home tenant those of the environment. Null when there is none. */
export function awsConnection({ tenant_id, settings }: Tenant): AwsConnection | null {
  const { aws_accounts, aws_endpoint, oidc } = config()
  const clusters = clustersOf({ tenant_id, settings })
  const own = settings.accounts.map(({ account_id, role_arn, scheduler_role_arn }): [string, AwsAccount] => [
    account_id,
    { role_arn, external_id: externalIdOf(tenant_id), scheduler_role_arn },
  ])
  const accounts = { ...Object.fromEntries(own), ...(tenant_id === (oidc?.tenant_id ?? HOME_TENANT) ? aws_accounts : {}) }
  if (Object.keys(accounts).length === 0 && Object.keys(clusters).length === 0) return null
  return {
    accounts,
    credentials: null,
    endpoint: aws_endpoint,
    timeout_ms: CALL_TIMEOUT_MS,
    ...(Object.keys(clusters).length === 0 ? {} : { clusters }),
  }
}

/** The clusters of a tenant's settings by name; a token is read when it is needed. */
export const clustersOf = ({ tenant_id, settings }: Pick<Tenant, 'tenant_id' | 'settings'>): Record<string, Cluster> =>
  Object.fromEntries(
    settings.connectors.clusters.map(({ name, url, token, write_token, ca_pem }): [string, Cluster] => {
      const write = write_token === null ? null : () => readOwnSecret(tenant_id, write_token)
      return [name, { endpoint: url, ca_pem, token: () => readOwnSecret(tenant_id, token), write_token: write }]
    }),
  )
