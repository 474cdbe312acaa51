import { parseArgs } from 'node:util'
import { testConnectors } from '@/agent/desks/cost/connect/test-connectors'
import { pingDatabase } from '@/lib/db/health-store'
import { listTenants } from '@/lib/identity/tenant-store'
import { pendingJobs } from '@/lib/jobs/store'
import { config } from '@/lib/kernel/config'
import { print } from '../print'
import { findRunning } from '../running'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

type Finding = { check: string; ok: boolean; detail: string }

export const doctor: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({ args: argv, options: { json: { type: 'boolean', default: false } } })
    const running = findRunning()
    const findings: Finding[] = [
      { check: 'node', ok: true, detail: process.versions.node },
      { check: 'data folder', ok: true, detail: config().home },
      { check: 'database', ok: true, detail: config().database_url !== undefined ? 'DATABASE_URL' : 'embedded' },
      { check: 'web app', ok: running !== undefined, detail: running?.url ?? 'not running: npm start' },
    ]
    await withDatabase(async () => {
      await pingDatabase()
      const tenants = await listTenants()
      findings.push({ check: 'tenants', ok: tenants.length > 0, detail: tenants.map((t) => t.tenant_id).join(', ') || 'none yet: npm start' })
      for (const tenant of tenants.filter((t) => !t.is_demonstration))
        for (const t of (await testConnectors(tenant.tenant_id)).filter((x) => x.state !== 'not_connected'))
          findings.push({
            check: `${tenant.tenant_id} ${t.connector}`,
            ok: t.state === 'answers',
            detail: t.remedy === null ? t.detail : `${t.detail}: ${t.remedy}`,
          })
      const jobs = await pendingJobs()
      findings.push({ check: 'jobs waiting', ok: true, detail: jobs.map((j) => `${j.task} ${j.count}`).join(', ') || 'none' })
    }).catch((error: unknown) => findings.push({ check: 'database answers', ok: false, detail: error instanceof Error ? error.message : String(error) }))
    print(values.json, { findings }, findings.map((f) => `${f.ok ? 'ok ' : 'no '} ${f.check.padEnd(18)} ${f.detail}`).join('\n'))
    return findings.some((f) => !f.ok && f.check !== 'web app') ? 3 : 0
  },
}
