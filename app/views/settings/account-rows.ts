import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { type KeptTest, keptActingTest, keptTests } from '@/lib/desks/cost/connectors/check-store'
import { type RoleUse, rolePolicy, trustPolicy } from '@/lib/desks/cost/plan/rights/role-policy'
import { accountsOf, sharedRoles, type TenantAccount } from '@/lib/identity/account-roles'
import { actExternalIdOf, externalIdOf } from '@/lib/identity/external-id'
import { formatCount } from '@/lib/kernel/format'
import type { ActingTest } from '@/schemas/account-tests'
import type { SettingsView } from '@/schemas/settings-view'
import type { Tenant } from '@/schemas/tenant'

type Tested = SettingsView['accounts'][number]['looks']
type Acting = Awaited<ReturnType<typeof keptActingTest>>

const OWN = 'our own credentials'
const NOT_TESTED = { state: 'not_tested', said: 'Not tested yet', checked_at: null } as const

/** The accounts and clusters of a tenant, with what looks and what acts in each, and what either said when it was last tried. */
export async function accountRows(tenant: Tenant): Promise<Pick<SettingsView, 'accounts' | 'clusters' | 'shared'>> {
  const [tests, acting] = await Promise.all([keptTests(tenant.tenant_id), keptActingTest(tenant.tenant_id)])
  const cloud = tests.find((t) => t.connector === 'cloud') ?? null
  const accounts = accountsOf(tenant)
  const rowOf = (a: TenantAccount): SettingsView['accounts'][number] => ({
    account_id: a.account_id,
    name: a.name === a.account_id ? 'Named in the environment' : a.name,
    regions: a.regions.join(', ') || 'not named',
    owner: a.owner ?? 'nobody named',
    looks: { role: a.role_arn ?? OWN, ...looksOf(cloud, a) },
    acts: { role: a.act_role_arn, ...actingOf(acting, 'account', a.account_id, a.act_role_arn ?? a.role_arn ?? OWN) },
  })
  const clusters = tenant.settings.connectors.clusters.flatMap(({ name, write_token }) =>
    write_token === null ? [] : [{ name, ...actingOf(acting, 'cluster', name, write_token) }],
  )
  return { accounts: accounts.map(rowOf), clusters, shared: sharedText(sharedRoles(accounts), tenant) }
}

const saidOf = ({ state, detail, remedy }: { state: string; detail: string; remedy: string | null }, checked_at: string): Omit<Tested, 'role'> => ({
  state: state === 'answers' ? 'answers' : 'failed',
  said: remedy === null ? detail : `${detail}: ${remedy}`,
  checked_at,
})

/** What this account said itself. Of a test from before accounts were told apart only that all of them answered is known. */
function looksOf(cloud: KeptTest | null, { account_id, role_arn }: TenantAccount): Omit<Tested, 'role'> {
  if (cloud?.accounts === undefined) return cloud?.state === 'answers' ? saidOf(cloud, cloud.checked_at) : NOT_TESTED
  const own = cloud.accounts.find((a) => a.account_id === account_id && a.used === role_arn)
  return own === undefined ? NOT_TESTED : saidOf(own, cloud.checked_at)
}

/** What was tried with another role or token than is set now says nothing of it. */
function actingOf(test: Acting, kind: ActingTest['places'][number]['kind'], name: string, used: string): Omit<Tested, 'role'> {
  const place = test?.places.find((p) => p.kind === kind && p.name === name && p.used === used)
  return test === null || place === undefined ? NOT_TESTED : saidOf(place, test.checked_at)
}

/** Said where whatever looks could be made to act. It is let in every mode: our own sessions and clients hold it then, and the account does not. */
function sharedText(names: readonly string[], { settings }: Tenant): string | null {
  if (names.length === 0) return null
  const alone = settings.mode === 'low_risk_automatic' ? ' This organisation lets low risk run without a person: name a role for changes.' : ''
  return `Reading and changes share a role in ${names.join(', ')}. Only the sessions that we ask for, and our own clients, keep what reads from changing anything there.${alone}`
}

const TITLES: Readonly<Record<RoleUse, { title: string; used_by: string }>> = {
  look: {
    title: 'Role for reading',
    used_by: 'The web app and every worker: detection, triage, planning, checks, health and the tests on this page. It changes nothing.',
  },
  act: { title: 'Role for changes', used_by: 'Workers of the execution queue alone, for a plan that was agreed to and for its rollback.' },
  both: { title: 'One role for both', used_by: 'Everything, where no role for changes is named. AWS cannot tell then who reads and who changes.' },
}

/** What the roles of each account have to trust and permit, ready to paste. An action that is never carried out here needs no permission. */
export function rolesToPaste({ tenant_id, settings }: Tenant): SettingsView['roles'] {
  const templates = Object.values(COST_ACTIONS).filter((t) => !settings.denied_templates.includes(t.id))
  return (['look', 'act', 'both'] as const).map((use) => {
    const external_id = use === 'act' ? actExternalIdOf(tenant_id) : externalIdOf(tenant_id)
    return {
      use,
      ...TITLES[use],
      allows: use === 'look' ? 'reads, and asks keys whether they give grants' : `reads, and carries out ${formatCount(templates.length, 'template')}`,
      external_id,
      trust: jsonOf(trustPolicy(external_id, use)),
      permissions: jsonOf(rolePolicy(templates, use)),
    }
  })
}

const jsonOf = (value: unknown): string => JSON.stringify(value, null, 2)
