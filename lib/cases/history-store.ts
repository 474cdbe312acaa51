import { keptRows } from '@/lib/db/pool'
import { addHours } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'

const WINDOW_HOURS = 90 * 24

/** How often each template ran in this tenant in the last 90 days, and how often it was undone. A template that never ran is absent. */
export async function templateHistory(tenant_id: string, now: Instant): Promise<Record<string, { runs: number; rollbacks: number }>> {
  const found = await keptRows<{ template: string; runs: string; rollbacks: string }>(
    `select template, count(*) as runs, count(*) filter (where state in ('rolled_back', 'rollback_failed')) as rollbacks
     from (
       select template, run_state as state from cases cross join jsonb_array_elements_text(templates) template
       where tenant_id = $1 and run_finished_at >= $2
       union all
       -- What a case did before it was reopened counts on.
       select template, earlier ->> 'state'
       from cases cross join jsonb_array_elements(earlier_runs) earlier cross join jsonb_array_elements_text(earlier -> 'templates') template
       where tenant_id = $1 and earlier_runs is not null and earlier ->> 'finished_at' >= $2
     ) ran
     where state <> 'stale_plan'
     group by 1 order by 1`,
    [tenant_id, addHours(now, -WINDOW_HOURS)],
  )
  return Object.fromEntries(found.map((row) => [row.template, { runs: Number(row.runs), rollbacks: Number(row.rollbacks) }]))
}
