import { rows } from '@/lib/db/pool'

/**
 * Cases that are being carried out or rolled back and that no job will go on with: their job was given up, or is gone. One statement, so that a job
 * which ends with its case is never seen without it. `last_error` is what the job said last, where it is still there.
 */
export async function stuckRuns(tenant_id: string): Promise<{ case_id: string; last_error: string | null }[]> {
  return await rows<{ case_id: string; last_error: string | null }>(
    `select c.case_id, (select j.last_error from graphile_worker.jobs j
        where j.task_identifier = 'plan.execute' and j.queue_name = 'case:' || c.case_id order by j.updated_at desc limit 1) as last_error
     from cases c where c.tenant_id = $1 and c.status in ('executing', 'rolling_back')
       and not exists (select 1 from graphile_worker.jobs j
         where j.task_identifier = 'plan.execute' and j.queue_name = 'case:' || c.case_id and j.attempts < j.max_attempts)
     order by c.case_id limit 500`,
    [tenant_id],
  )
}
