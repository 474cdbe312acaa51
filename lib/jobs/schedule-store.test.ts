import pg from 'pg'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import type { Actor } from '@/schemas/actor'
import { beginRun, listSchedules, queueDueSchedules, saveSchedule } from './schedule-store'

const database = testDatabase()
const tenant_id = 'tn_home'
const DUE = '2026-11-19T08:05:00.000Z'
const NOW = '2026-11-19T09:00:00.000Z'
const NEXT = '2026-11-19T09:05:00.000Z'
const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' }

beforeAll(async () => {
  await change(tenant_id, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id])
    return { result: undefined, events: [{ kind: 'tenant.created', subject: tenant_id, actor, body: {} }] }
  })
})
beforeEach(async () => {
  await everyTenant("select graphile_worker.remove_job('schedule:tn_home:refresh')")
  await change(tenant_id, async (tx) => {
    await saveSchedule(tx, tenant_id, { name: 'refresh', cron: '5 * * * *', is_paused: false, next_run_at: DUE })
    return { result: undefined, events: [{ kind: 'schedule.changed', subject: tenant_id, actor, body: {} }] }
  })
})

const queued = async (): Promise<number> => (await everyTenant("select 1 from graphile_worker.jobs where task_identifier = 'schedule.run'")).length
const next = async () => (await listSchedules(tenant_id)).find((s) => s.name === 'refresh')?.next_run_at

it('moves work that is due to its next time and queues it once, whoever asks at the same moment', async () => {
  const took = await Promise.all([1, 2, 3].map(() => queueDueSchedules(tenant_id, 'UTC', NOW)))
  expect(took.flat()).toEqual(['refresh'])
  expect([await queued(), await next()]).toEqual([1, NEXT])
})

it('loses no run where the process dies between taking its time and queueing its job', async () => {
  const [owner, killer] = [1, 2].map(() => new pg.Client({ connectionString: database.owner_url() })) as [pg.Client, pg.Client] // safe: two of two
  await Promise.all([owner.connect(), killer.connect()])
  try {
    // The time is taken, and the job cannot be written: there it dies.
    await owner.query('begin; lock table graphile_worker._private_jobs in access exclusive mode')
    const dying = queueDueSchedules(tenant_id, 'UTC', NOW).catch((error: unknown) => error)
    await vi.waitFor(async () => {
      const { rowCount } = await killer.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%add_job%'",
      )
      expect(rowCount).toBe(1)
    })
    expect(await dying).toBeInstanceOf(Error)
    await owner.query('rollback')
  } finally {
    await Promise.all([owner.end(), killer.end()])
  }
  expect([await queued(), await next()]).toEqual([0, DUE])
  expect(await queueDueSchedules(tenant_id, 'UTC', NOW)).toEqual(['refresh'])
  expect([await queued(), await next()]).toEqual([1, NEXT])
})

it('says of a run whose process died that it did, when its work begins again', async () => {
  await beginRun(tenant_id, 'refresh', null, DUE)
  await beginRun(tenant_id, 'refresh', null, NOW)
  const [newest, older] = (await listSchedules(tenant_id)).find((s) => s.name === 'refresh')?.runs ?? []
  expect(newest).toMatchObject({ outcome: 'running', finished_at: null })
  expect(older).toMatchObject({ outcome: 'failed', finished_at: NOW, detail: 'its process ended in the middle' })
})

it('brings a time that was set while the clock was ahead back to the one that comes next', async () => {
  expect(await queueDueSchedules(tenant_id, 'UTC', '2030-01-01T00:00:00.000Z')).toEqual(['refresh'])
  expect(await next()).toBe('2030-01-01T00:05:00.000Z')
  expect(await queueDueSchedules(tenant_id, 'UTC', NOW)).toEqual([])
  expect(await next()).toBe(NEXT)
  expect(await queueDueSchedules(tenant_id, 'UTC', NEXT)).toEqual(['refresh'])
})
