import type { Tx } from '@/lib/db/change'
import type { JobName, JobPayload } from '@/schemas/job'

type Options = {
  /** System time before which the job does not run. */
  run_at?: string
  /** A later job with the same key replaces an earlier one that has not started. */
  key?: string
  /** Jobs of one queue name run one after the other. */
  queue?: string
}

/** Adds a job in the caller's transaction: it exists if and only if the change does. Runs at least once; every task is idempotent. */
export async function enqueue<K extends JobName>(tx: Tx, name: K, payload: JobPayload<K>, options: Options = {}): Promise<void> {
  await tx.query('select graphile_worker.add_job($1, $2::json, queue_name := $3, run_at := $4::timestamptz, job_key := $5, max_attempts := 12)', [
    name,
    JSON.stringify(payload),
    options.queue ?? null,
    options.run_at ?? null,
    options.key ?? null,
  ])
}
