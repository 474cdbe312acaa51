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
