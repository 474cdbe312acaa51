import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'

/** Has every run of a tenant that waits look again now, in the caller's transaction: what it waits for, or whether it may run at all, may just have changed. */
export async function wakeWaitingRuns(tx: Tx, tenant_id: string): Promise<void> {
  const waiting = await tx.query<{ case_id: string; direction: 'forward' | 'back' }>(
    `select case_id, case status when 'executing' then 'forward' else 'back' end as direction from cases
     where tenant_id = $1 and status in ('executing', 'rolling_back') and jsonb_typeof(body -> 'waits') = 'object'`,
    [tenant_id],
  )
  for (const { case_id, direction } of waiting) await enqueue(tx, 'plan.execute', { tenant_id, case_id, direction }, { key: `execute:${case_id}` })
}
