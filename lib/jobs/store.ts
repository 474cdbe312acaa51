import { everyTenant } from '@/lib/db/every-tenant'
import type { JobName, JobPayload } from '@/schemas/job'
import { addJob, type JobOptions } from './queue'

/** Adds a job that belongs to no change: a sweep, a reminder to look. Everything that follows from a decision uses `enqueue` in its transaction. */
export async function enqueueAlone<K extends JobName>(name: K, payload: JobPayload<K>, options: JobOptions = {}): Promise<void> {
  await addJob(everyTenant, name, payload, options)
}

/** Jobs that are waiting or running, for progress and the doctor. */
export async function pendingJobs(): Promise<{ task: string; count: number }[]> {
  const found = await everyTenant<{ task: string; count: string }>(
    'select task_identifier as task, count(*) as count from graphile_worker.jobs where attempts < max_attempts group by 1 order by 1',
  )
  return found.map(({ task, count }) => ({ task, count: Number(count) }))
}

/** How many jobs could run now and do not yet, over all tenants, and for how long the oldest has waited. Jobs that are due later are not waiting. */
export async function waitingJobs(): Promise<{ count: number; oldest_sec: number }> {
  const [found] = await everyTenant<{ count: string; oldest_sec: string }>(
    `select count(*) as count, coalesce(extract(epoch from now() - min(run_at)), 0)::int as oldest_sec
     from graphile_worker.jobs where attempts < max_attempts and locked_at is null and run_at <= now()`,
  )
  return { count: Number(found?.count ?? 0), oldest_sec: Number(found?.oldest_sec ?? 0) }
}
