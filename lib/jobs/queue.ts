import type { Tx } from '@/lib/db/change'
import type { JobName, JobPayload } from '@/schemas/job'

export type JobOptions = {
  /** System time before which the job does not run. */
  run_at?: string
  /** A later job with the same key replaces an earlier one that has not started. */
  key?: string
  /** One with the same key that waits already is not moved: whoever asked for it may have asked for it sooner. */
  keeps_time?: boolean
  /** Runs after the jobs of the same queue, instead of after those of the case or the tenant. */
  queue?: string
}

/** Jobs of one queue run one after the other: two processes never drive the same case, nor import into the same tenant, at once. */
function queueOf<K extends JobName>(name: K, payload: JobPayload<K>): string | null {
  if ('case_id' in payload) return `case:${payload.case_id}`
  return 'tenant_id' in payload ? `${name}:${payload.tenant_id}` : null
}

type Query = (text: string, values: readonly unknown[]) => Promise<unknown>

export async function addJob<K extends JobName>(query: Query, name: K, payload: JobPayload<K>, options: JobOptions): Promise<void> {
  await query(
    'select 1 from graphile_worker.add_job($1, $2::json, queue_name := $3, run_at := $4::timestamptz, job_key := $5, max_attempts := 12, job_key_mode := $6)',
    [
      name,
      JSON.stringify(payload),
      options.queue ?? queueOf(name, payload),
      options.run_at ?? null,
      options.key ?? null,
      options.keeps_time === true ? 'preserve_run_at' : 'replace',
    ],
  )
}

/** Adds a job in the caller's transaction: it exists if and only if the change does. Runs at least once; every task is idempotent. */
export const enqueue = <K extends JobName>(tx: Tx, name: K, payload: JobPayload<K>, options: JobOptions = {}): Promise<void> =>
  addJob(tx.query, name, payload, options)
