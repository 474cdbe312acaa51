import { testActing } from '@/agent/desks/cost/connect/test-acting'
import { deliverDemonstrationBill } from '@/agent/desks/cost/scheduled/deliver'
import { runSchedule } from '@/agent/desks/cost/scheduled/run-schedule'
import { notifyOwner } from '@/agent/desks/cost/tell/notify-owner'
import { openCaseTicket } from '@/agent/desks/cost/tell/open-ticket'
import { settleCaseTicket } from '@/agent/desks/cost/tell/settle-ticket'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { graphOf, stepsOf } from '@/agent/index'
import { anchorAudit } from '@/lib/audit/anchor-audit'
import { getCase } from '@/lib/cases/store'
import { stuckRuns } from '@/lib/cases/stuck-store'
import { takeTurn } from '@/lib/cases/sweep-store'
import { resumeClocks, seeClocks } from '@/lib/identity/clock-store'
import { systemActor } from '@/lib/identity/system-actor'
import { listTenants } from '@/lib/identity/tenant-store'
import { addMissingSchedules, queueDueSchedules } from '@/lib/jobs/schedule-store'
import { enqueueAlone } from '@/lib/jobs/store'
import { startWorker, type Tasks } from '@/lib/jobs/worker'
import { config } from '@/lib/kernel/config'
import { log } from '@/lib/kernel/log'
import { clearInbox } from '@/lib/warehouse/imports/clear-inbox'
import { runImport } from '@/lib/warehouse/imports/import-bill'
import type { Tenant } from '@/schemas/tenant'
import { nowOf } from './graph/clock'
import { driveCase } from './graph/drive'
import { executeCase } from './graph/execute'
import { giveUp } from './graph/wait-for-run'

/** Deadlines, veto windows and checks are rows with a time; this is how often they are looked at. */
const SWEEP_EVERY_MS = 20_000
// Statuses in which a case must be moving: one that stands still here lost its job.
const MOVING = ['detected', 'triaged', 'approved', 'stale_plan'] as const

/** Three kinds of work, so that none starves another and only one needs credentials that can write. */
const TASKS = {
  detection: {
    'import.run': async ({ import_id, tenant_id }) => {
      await runImport(tenant_id, import_id)
      await clearInbox(config().inbox_dir, tenant_id, Date.now())
    },
    'detect.run': async ({ tenant_id }) => {
      await watchTenant(tenant_id)
      // A check may have been waiting for just these days. What is wrong in them is known by now, and is not looked for once a case.
      await enqueueAlone('due.sweep', {}, { key: 'due.sweep' })
    },
    'bill.deliver': ({ tenant_id }) => deliverDemonstrationBill(tenant_id),
    'schedule.run': ({ tenant_id, name, asked_by }) => runSchedule(tenant_id, name, asked_by),
    'ticket.open': ({ tenant_id, case_id }) => openCaseTicket(tenant_id, case_id),
    'ticket.settle': ({ tenant_id, case_id }) => settleCaseTicket(tenant_id, case_id),
    'owner.notify': ({ tenant_id, case_id }) => notifyOwner(tenant_id, case_id),
  },
  cases: {
    'case.drive': async ({ tenant_id, case_id, asked }) => driveCase(graphOf((await getCase(tenant_id, case_id)).desk), tenant_id, case_id, asked),
    'due.sweep': sweep,
  },
  execution: {
    'plan.execute': async ({ tenant_id, case_id, direction }) => executeCase(stepsOf((await getCase(tenant_id, case_id)).desk), tenant_id, case_id, direction),
    'acting.test': async ({ tenant_id }) => void (await testActing(tenant_id)),
  },
} as const satisfies Record<string, Tasks>
export type Queue = keyof typeof TASKS

/** Drives every case whose moment has come on its tenant's clock, and every case that should be moving and is not. */
async function sweep(): Promise<void> {
  await seeClocks()
  // Tenants do not wait for one another: what cannot be read of one is told and keeps no other's deadlines.
  for (const tenant of await listTenants())
    await sweepTenant(tenant).catch((error: unknown) => log.error('a tenant could not be looked after', error, { tenant_id: tenant.tenant_id }))
}

async function sweepTenant({ tenant_id, time_zone }: Tenant): Promise<void> {
  for (const case_id of await takeTurn(tenant_id, await nowOf(tenant_id), MOVING))
    await enqueueAlone('case.drive', { tenant_id, case_id }, { key: `drive:${case_id}` })
  for (const { case_id, last_error } of await stuckRuns(tenant_id))
    await giveUp(await getCase(tenant_id, case_id), `its job was given up${last_error === null ? '' : ` (${last_error})`}`)
  const now = await nowOf(tenant_id)
  await addMissingSchedules(tenant_id, time_zone, now)
  await queueDueSchedules(tenant_id, time_zone, now)
  // A chain that does not hold is not signed, and stops nobody's work.
  await anchorAudit(tenant_id).catch((error: unknown) => log.error('the audit chain was not anchored', error, { tenant_id }))
}

/** Starts working on the named queues until stopped. */
export async function work(database_url: string, queues: readonly Queue[], concurrency: number): Promise<{ stop(): Promise<void> }> {
  await resumeClocks(systemActor)
  const tasks: Tasks = Object.assign({}, ...queues.map((queue) => TASKS[queue]))
  const worker = await startWorker(database_url, tasks, { concurrency })
  const sweeper = queues.includes('cases')
    ? setInterval(() => void enqueueAlone('due.sweep', {}, { key: 'due.sweep' }).catch(() => undefined), SWEEP_EVERY_MS)
    : undefined
  return {
    async stop() {
      clearInterval(sweeper)
      await worker.stop()
    },
  }
}
