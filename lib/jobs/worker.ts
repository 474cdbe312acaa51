import { EventEmitter } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { log } from '@/lib/kernel/log'
import { JOBS, type JobName, type JobPayload } from '@/schemas/job'
import { type Guard, startGuard } from './guard'

export type Tasks = { [K in JobName]?: (payload: JobPayload<K>) => Promise<void> }

// A crashed process is noticed within about this time; its jobs then run again.
const REAP_EVERY_MS = 3_000
// A guard that broke is there again by then, unless its process or the database is gone.
const RECONNECTS_WITHIN_MS = 1_000
const MAX_CONNECTIONS = 10

/**
 * Works on the given jobs until stopped. Many processes may run the same or different jobs against one Postgres.
 *
 * A killed worker leaves its jobs locked, and graphile-worker honours such a lock for four hours. Each pool therefore also holds an
 * advisory lock, which its connection loses when the process dies, and every living process frees the jobs of pools whose lock is gone.
 */
export async function startWorker(
  database_url: string,
  tasks: Tasks,
  options: { concurrency: number; reap_every_ms?: number },
): Promise<{ stop(): Promise<void> }> {
  const guard = await startGuard(database_url)
  const pool = poolOfWorker(database_url)
  const events = new EventEmitter() as WorkerEvents
  events.on('pool:create', ({ workerPool }) => guard.hold(workerPool.id))
  events.on('job:error', ({ error, job }) => log.error('job failed, it will be tried again', error, { task: job.task_identifier, attempt: job.attempts }))
  events.on('job:failed', ({ error, job }) => log.error('job failed for good', error, { task: job.task_identifier, attempt: job.attempts }))

  const runner = await run({
    pgPool: pool,
    concurrency: options.concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    taskList: parsed(tasks),
    parsedCronItems: [],
    events,
    // The library's own lines repeat what the job tables say.
    logger: new Logger(() => () => undefined),
  })
  let is_reaping = false
  const timer = setInterval(() => {
    if (is_reaping) return
    is_reaping = true
    void reap(guard)
      .catch((error: unknown) => log.error('freeing jobs of dead workers failed', error))
      .finally(() => {
        is_reaping = false
      })
  }, options.reap_every_ms ?? REAP_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await runner.stop()
      await pool.end()
      await guard.end()
    },
  }
}

/** The library neither waits until the end of a job is written nor until its own pool has ended; whoever stops a worker may take the database away. */
function poolOfWorker(database_url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: database_url, max: MAX_CONNECTIONS })
  const tell = (error: Error): void => log.error('a worker lost a connection', error)
  pool.on('error', tell)
  pool.on('connect', (client) => client.on('error', tell))
  return pool
}

/** Payloads are parsed at the edge: a job that somebody wrote by hand fails with the field's name. */
function parsed(tasks: Tasks): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown) => (task as (p: unknown) => Promise<void>)(JOBS[name as JobName].parse(payload)),
    ]),
  )
}

/**
 * Frees what dead pools hold. A pool is dead when nobody holds its advisory lock, and does not a moment later: its process may have lost the connection alone.
 */
async function reap(guard: Guard): Promise<void> {
  const suspects = await poolsWithoutLock(guard)
  if (suspects.length === 0) return
  await setTimeout(RECONNECTS_WITHIN_MS)
  for (const pool_id of (await poolsWithoutLock(guard)).filter((id) => suspects.includes(id))) {
    await guard.query('select graphile_worker.force_unlock_workers($1)', [[pool_id]])
    log.warn('freed the jobs of a worker that is gone')
  }
}

/** Pools that hold jobs and no lock. One that took its first job this short a while ago may be just starting. */
async function poolsWithoutLock(guard: Guard): Promise<string[]> {
  const found = await guard.query<{ locked_by: string }>(
    `select locked_by from
       (select locked_by from graphile_worker._private_jobs where locked_by is not null and locked_at < now() - interval '3 seconds'
        union select locked_by from graphile_worker._private_job_queues where locked_by is not null and locked_at < now() - interval '3 seconds') held
     where not exists (select from pg_locks where locktype = 'advisory' and objid = (hashtext(locked_by)::bigint & 4294967295)::oid and granted)`,
  )
  return found.rows.map((row) => row.locked_by)
}
