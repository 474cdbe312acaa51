import type { AwsAccount, AwsConnection } from '@/lib/desks/cost/connectors/cloud/aws-clients'
import { externalIdOf } from '@/lib/identity/external-id'
import { config } from '@/lib/kernel/config'
import type { Tenant } from '@/schemas/tenant'

const CALL_TIMEOUT_MS = 20_000
// The accounts of the environment belong to whoever runs this, so to the one tenant that their people sign in to.
const HOME_TENANT = 'tn_home' // where nobody set up an identity provider

/** How a tenant's accounts are reached: those of its settings, and for the home tenant those of the environment. Null when there is none. */
export function awsConnection({ tenant_id, settings }: Tenant): AwsConnection | null {
  const { aws_accounts, aws_endpoint, oidc } = config()
  const own = settings.accounts.map(({ account_id, role_arn, scheduler_role_arn }): [string, AwsAccount] => [
    account_id,
    { role_arn, external_id: externalIdOf(tenant_id), scheduler_role_arn },
  ])
  const accounts = { ...Object.fromEntries(own), ...(tenant_id === (oidc?.tenant_id ?? HOME_TENANT) ? aws_accounts : {}) }
  return Object.keys(accounts).length === 0 ? null : { accounts, credentials: null, endpoint: aws_endpoint, timeout_ms: CALL_TIMEOUT_MS }
}
