import { listCases } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { DEMO_PEOPLE, DEMO_SETTINGS, DEMO_START, DEMO_TENANT } from '@/lib/desks/cost/demo/people'
import { insertPerson } from '@/lib/identity/person-store'
import { insertTenant, listTenants } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { pendingJobs } from '@/lib/jobs/store'
import { formatCount } from '@/lib/kernel/format'
import { toMs } from '@/lib/kernel/time'
import { listImports } from '@/lib/warehouse/imports/import-store'
import { launcherActor } from './launcher-actor'
import type { Step } from './steps'

const WAIT_MS = 180_000
const LOOK_EVERY_MS = 300

/** Creates the demonstration tenant and its people when there is none, and asks the worker for its bill. Resolves to whether it did. */
export async function seedIfEmpty(): Promise<boolean> {
  if ((await listTenants()).some((t) => t.is_demonstration)) return false
  const { tenant_id, name, currency, time_zone } = DEMO_TENANT
  const actor = launcherActor(tenant_id)
  await change(tenant_id, async (tx) => {
    const clock_offset_ms = toMs(DEMO_START) - Date.now()
    await insertTenant(tx, { tenant_id, name, currency, time_zone, is_demonstration: true, clock_offset_ms, settings: DEMO_SETTINGS })
    for (const p of DEMO_PEOPLE) await insertPerson(tx, { person_id: p.id, tenant_id, name: p.name, email: p.email, roles: [...p.roles], title: p.title })
    await enqueue(tx, 'bill.deliver', { tenant_id })
    return {
      result: undefined,
      events: [
        { kind: 'tenant.created', subject: tenant_id, actor, body: { name, is_demonstration: true, clock_starts_at: DEMO_START, tenant_now: DEMO_START } },
        ...DEMO_PEOPLE.map((p) => ({
          kind: 'person.added' as const,
          subject: p.id,
          actor,
          body: { name: p.name, roles: [...p.roles], tenant_now: DEMO_START },
        })),
      ],
    }
  })
  return true
}

/** Waits until the worker has imported the bill and brought every case it opened to people. Resolves to the number of cases. */
export async function waitForCases(step: Step): Promise<number> {
  const { tenant_id } = DEMO_TENANT
  const until = performance.now() + WAIT_MS
  while (performance.now() < until) {
    const [jobs, [latest], cases] = await Promise.all([pendingJobs(), listImports(tenant_id, 1), listCases(tenant_id)])
    if (latest !== undefined && jobs.length === 0) return cases.length
    if (latest === undefined) step.progress('writing the bill')
    else if (latest.state === 'running' || latest.state === 'queued')
      step.progress(
        `importing: ${formatCount(latest.progress.rows_read, 'row')}${latest.progress.rows_per_sec === null ? '' : `, ${formatCount(latest.progress.rows_per_sec, 'row')} / s`}`,
      )
    else step.progress(cases.length === 0 ? 'looking for anomalies' : `working on ${formatCount(cases.length, 'case')}`)
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
  }
  return (await listCases(tenant_id)).length
}
