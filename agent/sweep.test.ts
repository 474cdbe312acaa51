import { afterAll, expect, it, vi } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { systemActor } from '@/lib/identity/system-actor'
import { insertTenant } from '@/lib/identity/tenant-store'
import { saveSchedule } from '@/lib/jobs/schedule-store'
import { enqueueAlone } from '@/lib/jobs/store'
import { work } from './worker'

const database = testDatabase()
const OTHER = 'tn_zweite'
let worker: { stop(): Promise<void> } | undefined
afterAll(async () => {
  await worker?.stop()
  await closeCheckpoints()
})

const scheduled = async () =>
  (
    await everyTenant<{ payload: { tenant_id: string } }>(
      "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'schedule.run'",
    )
  ).map((r) => r.payload.tenant_id)

it('keeps the deadlines of every tenant, also while something of another one cannot be read', { timeout: 60_000 }, async () => {
  await seedTenant()
  const due = async (tenant_id: string, cron: string) =>
    change(tenant_id, async (tx) => {
      if (tenant_id === OTHER) await insertTenant(tx, { ...TENANT, tenant_id })
      await saveSchedule(tx, tenant_id, { name: 'refresh', cron, is_paused: false, next_run_at: '2026-01-01T00:00:00.000Z' })
      return { result: undefined, events: [{ kind: 'tenant.created', subject: tenant_id, actor: systemActor(tenant_id), body: {} }] }
    })
  await due(TENANT.tenant_id, 'is no cron')
  await due(OTHER, '5 * * * *')
  worker = await work(database.owner_url(), ['cases'], 1)
  await enqueueAlone('due.sweep', {})
  await vi.waitFor(async () => expect(await scheduled()).toEqual([OTHER]), { timeout: 20_000 })
})
