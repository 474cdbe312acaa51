import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import type { Actor } from '@/schemas/actor'
import type { AuditEvent } from '@/schemas/audit'
import { enqueue } from './queue'
import { enqueueAlone, pendingJobs } from './store'
import { startWorker, type Tasks } from './worker'

const database = testDatabase()

const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id: 'tn_a', surface: 'system' }
const event: AuditEvent = { kind: 'case.updated', subject: 'case_a', actor, body: {} }
const drive = (case_id: string) => ({ tenant_id: 'tn_a', case_id })

const running: { stop(): Promise<void> }[] = []
const work = async (tasks: Tasks, concurrency = 1, reap_every_ms?: number) =>
  running.push(await startWorker(database.owner_url(), tasks, { concurrency, ...(reap_every_ms === undefined ? {} : { reap_every_ms }) }))
const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const worker of running.splice(0)) await worker.stop()
})

const WITHIN = { timeout: 10_000, interval: 25 }

/** Resolves once another process holds a job. */
async function holdInAnotherProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/jobs/fixtures/hold-a-job.ts', database.owner_url()], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  await new Promise<void>((done, fail) => {
    child.stdout?.once('data', () => done())
    child.once('exit', (code) => fail(new Error(`the other worker ended with ${code} before it took the job`)))
  })
  child.removeAllListeners('exit')
  return child
}

/** A job that a worker took an hour ago, which is gone since. */
async function holdByNobody(case_id: string): Promise<void> {
  await change('tn_a', async (tx) => {
    await enqueue(tx, 'case.drive', drive(case_id))
    const held = "locked_at = now() - interval '1 hour', locked_by = 'pool-of-nobody'"
    await tx.query(`update graphile_worker._private_jobs set ${held} where payload->>'case_id' = $1`, [case_id])
    await tx.query(
      `update graphile_worker._private_job_queues set ${held} where id in (select job_queue_id from graphile_worker._private_jobs where payload->>'case_id' = $1)`,
      [case_id],
    )
    return { result: undefined, events: [event] }
  })
}

describe('a worker that is killed', () => {
  it('loses its jobs to the living within ten seconds, and they run to their end', async () => {
    await enqueueAlone('case.drive', drive('case_held'))
    const other = await holdInAnotherProcess()
    const done: string[] = []
    await work({ 'case.drive': async ({ case_id }) => void done.push(case_id) })
    expect(await pendingJobs()).toEqual([{ task: 'case.drive', count: 1 }])
    other.kill('SIGKILL')
    await vi.waitFor(() => expect(done).toEqual(['case_held']), WITHIN)
    await vi.waitFor(async () => expect(await pendingJobs()).toEqual([]), WITHIN)
  })

  it('keeps what it holds as long as it lives, however long it holds it', async () => {
    await enqueueAlone('case.drive', drive('case_kept'))
    await holdInAnotherProcess()
    await everyTenant("update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'", [])
    await everyTenant("update graphile_worker._private_job_queues set locked_at = now() - interval '1 hour' where locked_at is not null", [])
    const done: string[] = []
    await work({ 'case.drive': async ({ case_id }) => void done.push(case_id) }, 1, 50)
    // A job of somebody dead is freed in each round of looking for them, after which the round before it is over.
    for (const case_id of ['case_dead', 'case_dead_too']) {
      await holdByNobody(case_id)
      await vi.waitFor(() => expect(done).toContain(case_id), WITHIN)
    }
    expect(done).toEqual(['case_dead', 'case_dead_too'])
  })
})

describe('a worker whose connection to the database breaks', () => {
  it('keeps what it works on and goes on looking for the dead', async () => {
    const owner = new pg.Client({ connectionString: database.owner_url() })
    await owner.connect()
    const begun: string[] = []
    let end: () => void = () => undefined
    const ended = new Promise<void>((done) => {
      end = done
    })
    const tasks: Tasks = {
      'case.drive': async ({ case_id }) => {
        begun.push(case_id)
        if (case_id === 'case_long') await ended
      },
    }
    try {
      await work(tasks, 2, 50)
      await enqueueAlone('case.drive', drive('case_long'))
      await vi.waitFor(() => expect(begun).toEqual(['case_long']), WITHIN)
      await work(tasks, 2, 50)
      // A connection in the middle of the end of a job would take that job's answer with it, which is another test's matter.
      const cut = await owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countersign worker' and datname = current_database() and state = 'idle'",
      )
      expect(cut.rowCount).toBeGreaterThan(0)
      await everyTenant("update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where locked_at is not null", [])
      for (const case_id of ['case_dead_first', 'case_dead_second']) {
        await holdByNobody(case_id)
        await vi.waitFor(() => expect(begun).toContain(case_id), WITHIN)
      }
    } finally {
      end()
      await owner.end()
    }
    expect(begun.filter((case_id) => case_id === 'case_long')).toHaveLength(1)
  })
})

describe('a worker that is stopped', () => {
  it('has stopped once the end of its last job is written', async () => {
    const owner = new pg.Client({ connectionString: database.owner_url() })
    await owner.connect()
    let end: () => void = () => undefined
    const ended = new Promise<void>((done) => {
      end = done
    })
    let has_begun = false
    let has_stopped = false
    const worker = await startWorker(
      database.owner_url(),
      {
        'case.drive': () => {
          has_begun = true
          return ended
        },
      },
      { concurrency: 1 },
    )
    try {
      await enqueueAlone('case.drive', drive('case_last'))
      await vi.waitFor(() => expect(has_begun).toBe(true), WITHIN)
      // No row of a job can be taken away as long as this holds.
      await owner.query('begin; lock table graphile_worker._private_jobs in share mode')
      const stopping = worker.stop().then(() => {
        has_stopped = true
      })
      end()
      await vi.waitFor(async () => expect(await waitingForLocks(owner)).toBeGreaterThan(0), WITHIN)
      // A worker that does not wait has stopped long before.
      await setTimeout(500)
      expect(has_stopped).toBe(false)
      await owner.query('commit')
      await stopping
      expect(await pendingJobs()).toEqual([])
    } finally {
      await owner.end()
    }
  })
})

async function waitingForLocks(owner: pg.Client): Promise<number> {
  const found = await owner.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
  return found.rowCount ?? 0
}

describe('jobs of one case', () => {
  it('never run side by side, while those of another case do', async () => {
    const now = new Map<string, number>()
    const most = new Map<string, number>()
    const order: string[] = []
    let other_begun: () => void = () => undefined
    const other = new Promise<void>((done) => {
      other_begun = done
    })
    for (let i = 0; i < 4; i++) await enqueueAlone('case.drive', drive('case_one'))
    await enqueueAlone('plan.execute', { ...drive('case_one'), direction: 'forward' })
    await enqueueAlone('case.drive', drive('case_two'))
    const track = async (case_id: string) => {
      if (case_id !== 'case_one' && case_id !== 'case_two') return
      now.set(case_id, (now.get(case_id) ?? 0) + 1)
      most.set(case_id, Math.max(most.get(case_id) ?? 0, now.get(case_id) ?? 0))
      if (case_id === 'case_two') other_begun()
      await other // nobody ends before both cases are at work
      await pendingJobs()
      now.set(case_id, (now.get(case_id) ?? 0) - 1)
      order.push(case_id)
    }
    const tasks: Tasks = { 'case.drive': ({ case_id }) => track(case_id), 'plan.execute': ({ case_id }) => track(case_id) }
    await work(tasks, 3)
    await work(tasks, 3)
    await vi.waitFor(() => expect(order).toHaveLength(6), WITHIN)
    expect(Object.fromEntries(most)).toEqual({ case_one: 1, case_two: 1 })
  })
})

describe('a job and the change that it follows from', () => {
  it('exist both or neither', async () => {
    const before = await pendingJobs()
    await expect(
      change('tn_a', async (tx) => {
        await enqueue(tx, 'case.drive', drive('case_a'))
        throw new Error('the change failed')
      }),
    ).rejects.toThrow('the change failed')
    expect(await pendingJobs()).toEqual(before)
    await change('tn_a', async (tx) => {
      await enqueue(tx, 'case.drive', drive('case_a'))
      return { result: undefined, events: [event] }
    })
    const done: string[] = []
    await work({ 'case.drive': async ({ case_id }) => void done.push(case_id) })
    await vi.waitFor(() => expect(done).toContain('case_a'), WITHIN)
  })

  it('begins as soon as the end of the one before it in its queue is committed, also when a worker has looked in between', async () => {
    const owner = new pg.Client({ connectionString: database.owner_url() })
    await owner.connect()
    let began = 0
    await work({
      'case.drive': async ({ tenant_id, case_id }) => {
        await enqueueAlone('plan.execute', { tenant_id, case_id, direction: 'forward' })
        // Holds the end of this job up, as a disk does.
        await owner.query('begin; select from graphile_worker._private_job_queues for update')
      },
      'plan.execute': async () => {
        began = performance.now()
      },
    })
    await enqueueAlone('case.drive', drive('case_next'))
    const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%_private_job_queues%' and datname = current_database()"
    await vi.waitFor(async () => expect((await owner.query(waiting)).rowCount).toBe(1), WITHIN)
    await owner.query('commit')
    const committed = performance.now()
    await vi.waitFor(() => expect(began).toBeGreaterThan(0), WITHIN)
    await owner.end()
    // The next poll would be a second after the look in between.
    expect(began - committed).toBeLessThan(500)
  })

  it('is one job however often it is asked for under one key', async () => {
    const at = '2100-01-01T00:00:00.000Z'
    for (let i = 0; i < 3; i++) await enqueueAlone('due.sweep', {}, { key: 'due.sweep', run_at: at })
    expect((await pendingJobs()).filter((j) => j.task === 'due.sweep')).toEqual([{ task: 'due.sweep', count: 1 }])
  })

  it('runs again after it failed', async () => {
    let attempts = 0
    await work({
      'detect.run': async () => {
        attempts += 1
        if (attempts === 1) throw new Error('the first attempt fails')
      },
    })
    await enqueueAlone('detect.run', { tenant_id: 'tn_a', because: 'import' })
    await vi.waitFor(() => expect(attempts).toBe(2), WITHIN)
  })
})
