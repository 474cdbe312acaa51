import { parseArgs } from 'node:util'
import { testConnectors } from '@/agent/desks/cost/connect/test-connectors'
import { accountRows } from '@/app/views/settings/account-rows'
import { pingDatabase } from '@/lib/db/health-store'
import { accountsOf, sharedRoles } from '@/lib/identity/account-roles'
import { listTenants } from '@/lib/identity/tenant-store'
import { pendingJobs } from '@/lib/jobs/store'
import { config } from '@/lib/kernel/config'
import { heldCredentials } from '@/lib/kernel/held-credentials'
import type { Tenant } from '@/schemas/tenant'
import { FLAG } from '../options'
import { print } from '../print'
import { findRunning } from '../running'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

type Finding = { check: string; ok: boolean; detail: string }

export const doctor: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({ args: argv, options: { json: FLAG } })
    const running = findRunning()
    const findings: Finding[] = [
      { check: 'node', ok: true, detail: process.versions.node },
      { check: 'data folder', ok: true, detail: config().home },
      { check: 'database', ok: true, detail: config().database_url !== undefined ? 'DATABASE_URL' : 'embedded' },
      ...credentialFindings(),
      { check: 'web app', ok: running !== undefined, detail: running?.url ?? 'not running: npm start' },
    ]
    await withDatabase(async () => {
      await pingDatabase()
      const tenants = await listTenants()
      findings.push({ check: 'tenants', ok: tenants.length > 0, detail: tenants.map((t) => t.tenant_id).join(', ') || 'none yet: npm start' })
      for (const tenant of tenants.filter((t) => !t.is_demonstration)) findings.push(...(await tenantFindings(tenant)))
      const jobs = await pendingJobs()
      findings.push({ check: 'jobs waiting', ok: true, detail: jobs.map((j) => `${j.task} ${j.count}`).join(', ') || 'none' })
    }).catch((error: unknown) => findings.push({ check: 'database answers', ok: false, detail: error instanceof Error ? error.message : String(error) }))
    print(values.json, { findings }, findings.map((f) => `${f.ok ? 'ok ' : 'no '} ${f.check.padEnd(18)} ${f.detail}`).join('\n'))
    return findings.some((f) => !f.ok && f.check !== 'web app') ? 3 : 0
  },
}

const saidBy = ({ detail, remedy }: { detail: string; remedy: string | null }): string => (remedy === null ? detail : `${detail}: ${remedy}`)

/** What this process, and a worker of the execution queue in the same environment, begin with. */
function credentialFindings(): Finding[] {
  const { looks_with, acts_with } = heldCredentials(process.env, { ...config(), may_act: true })
  return [
    { check: 'looks with', ok: true, detail: looks_with },
    { check: 'acts with', ok: true, detail: `nothing here; a worker of the execution queue in this environment with ${acts_with}` },
  ]
}

/** What is connected, asked now; what acts is never taken on from here, so what a worker last heard of it is told. */
async function tenantFindings(tenant: Tenant): Promise<Finding[]> {
  const { tenant_id } = tenant
  const tests = (await testConnectors(tenant_id)).filter((t) => t.state !== 'not_connected')
  const accounts = accountsOf(tenant)
  const shared = sharedRoles(accounts)
  const roles = shared.length === 0 ? 'another role acts than looks in every account' : `looking and acting share a role in ${shared.join(', ')}`
  const { accounts: acting, clusters } = await accountRows(tenant)
  const acted = [...acting.map((a) => ({ name: a.account_id, ...a.acts })), ...clusters]
  return [
    ...tests.map((t) => ({ check: `${tenant_id} ${t.connector}`, ok: t.state === 'answers', detail: saidBy(t) })),
    ...(accounts.length === 0 ? [] : [{ check: `${tenant_id} roles`, ok: true, detail: roles }]),
    ...acted.map(({ name, state, said, checked_at }) => ({
      check: `${tenant_id} acting`,
      ok: state !== 'failed',
      detail: `${name}: ${said}${checked_at === null ? '' : ` (${checked_at})`}`,
    })),
  ]
}
