import { EventEmitter } from 'node:events'
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { log } from '@/lib/kernel/log'
import { JOBS, type JobName, type JobPayload } from '@/schemas/job'

export type Tasks = { [K in JobName]?: (payload: JobPayload<K>) => Promise<void> }

// A crashed process is noticed within about this time; its jobs then run again.
const REAP_EVERY_MS = 3_000

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
  const guard = new pg.Client({ connectionString: database_url, application_name: 'countersign worker' })
  guard.on('error', (error) => log.error('the worker lost its guard connection', error))
  await guard.connect()

  const events = new EventEmitter() as WorkerEvents
  events.on(
    'pool:create',
    ({ workerPool }) =>
      void guard.query('select pg_advisory_lock(hashtext($1))', [workerPool.id]).catch((error: unknown) => log.error('the worker cannot hold its lock', error)),
  )
  events.on('job:error', ({ error, job }) => log.error('job failed, it will be tried again', error, { task: job.task_identifier, attempt: job.attempts }))
  events.on('job:failed', ({ error, job }) => log.error('job failed for good', error, { task: job.task_identifier, attempt: job.attempts }))

  const runner = await run({
    connectionString: database_url,
    concurrency: options.concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    taskList: parsed(tasks),
    parsedCronItems: [],
    events,
    // The library's own lines repeat what the job tables say.
    logger: new Logger(() => () => undefined),
  })
  const timer = setInterval(
    () => void reap(guard).catch((error: unknown) => log.error('freeing jobs of dead workers failed', error)),
    options.reap_every_ms ?? REAP_EVERY_MS,
  )
  return {
    async stop() {
      clearInterval(timer)
      await runner.stop()
      await guard.end()
    },
  }
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

/** Frees what dead pools hold. A pool is dead when nobody holds its advisory lock; a lock this young may belong to a pool that is just starting. */
async function reap(guard: pg.Client): Promise<void> {
  const held = await guard.query<{ locked_by: string }>(
    `select locked_by from graphile_worker._private_jobs where locked_by is not null and locked_at < now() - interval '3 seconds'
     union select locked_by from graphile_worker._private_job_queues where locked_by is not null and locked_at < now() - interval '3 seconds'`,
  )
  for (const { locked_by } of held.rows) {
    const alive = await guard.query("select 1 from pg_locks where locktype = 'advisory' and objid = (hashtext($1)::bigint & 4294967295)::oid and granted", [
      locked_by,
    ])
    if (alive.rowCount === 0) {
      await guard.query('select graphile_worker.force_unlock_workers($1)', [[locked_by]])
      log.warn('freed the jobs of a worker that is gone')
    }
  }
}
