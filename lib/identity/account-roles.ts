import { config } from '@/lib/kernel/config'
import { requireActing } from '@/lib/kernel/require-acting'
import type { Tenant } from '@/schemas/tenant'
import { actExternalIdOf, externalIdOf } from './external-id'

// The accounts of the environment belong to whoever runs this, so to the one tenant that their people sign in to.
const HOME_TENANT = 'tn_home' // where nobody set up an identity provider

/**
 * An account of a tenant, from its settings or the environment. `act_role_arn` is null where the role that looks acts too, `role_arn` where our own credentials
 * belong to it.
 */
export type TenantAccount = {
  account_id: string
  name: string
  role_arn: string | null
  act_role_arn: string | null
  scheduler_role_arn: string | null
  regions: readonly string[]
  owner: string | null
  from: 'settings' | 'environment'
}
type Named = Pick<Tenant, 'tenant_id' | 'settings'>
type Role = { role_arn: string | null; external_id: string | null }

/** Every account of a tenant; what the environment says of one counts. */
export function accountsOf({ tenant_id, settings }: Named): TenantAccount[] {
  const { aws_accounts, oidc } = config()
  const given = tenant_id === (oidc?.tenant_id ?? HOME_TENANT) ? aws_accounts : {}
  const own = settings.accounts.filter((a) => given[a.account_id] === undefined).map((a): TenantAccount => ({ ...a, from: 'settings' }))
  const others = Object.entries(given).map(([account_id, { role_arn, act_role_arn, scheduler_role_arn }]): TenantAccount => {
    const named = settings.accounts.find((a) => a.account_id === account_id)
    const about = { name: named?.name ?? account_id, regions: named?.regions ?? [], owner: named?.owner ?? null }
    return { account_id, ...about, role_arn, act_role_arn, scheduler_role_arn, from: 'environment' }
  })
  return [...own, ...others]
}

/** Accounts in which one role looks and acts, so that whatever looks could be made to act: by its name and number. */
export const sharedRoles = (accounts: readonly TenantAccount[]): string[] =>
  accounts.filter((a) => a.act_role_arn === null).map(({ name, account_id }) => (name === account_id ? account_id : `${name} (${account_id})`))

/** The role of everything that looks: detection, triage, planning, checks, health, and the tests of the web app. */
export const roleThatLooks = (tenant_id: string, { account_id, role_arn, from }: TenantAccount): Role => ({
  role_arn,
  external_id: from === 'settings' ? externalIdOf(tenant_id) : (config().aws_accounts[account_id]?.external_id ?? null),
})

/** The role that changes something. Throws Fault `forbidden`, naming the account, in every process but a worker of the execution queue. */
export function roleThatActs(tenant_id: string, account: TenantAccount): Role {
  const { account_id, act_role_arn, from } = account
  requireActing(`the role that acts in account ${account_id}`)
  if (act_role_arn === null) return roleThatLooks(tenant_id, account)
  return {
    role_arn: act_role_arn,
    external_id: from === 'settings' ? actExternalIdOf(tenant_id) : (config().aws_accounts[account_id]?.act_external_id ?? null),
  }
}
