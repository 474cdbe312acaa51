import { rows } from '@/lib/db/pool'
import { addHours } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'

const WINDOW_HOURS = 90 * 24

/** How often each template ran in this tenant in the last 90 days, and how often it was undone. A template that never ran is absent. */
export async function templateHistory(tenant_id: string, now: Instant): Promise<Record<string, { runs: number; rollbacks: number }>> {
  const found = await rows<{ template: string; runs: string; rollbacks: string }>(
    `select action ->> 'template' as template, count(*) as runs, count(*) filter (where body -> 'run' ->> 'state' in ('rolled_back', 'rollback_failed')) as rollbacks
     from cases cross join jsonb_array_elements(body -> 'plan' -> 'actions') action
     where tenant_id = $1 and body -> 'run' ->> 'finished_at' >= $2 and body -> 'run' ->> 'state' <> 'stale_plan'
     group by 1 order by 1`,
    [tenant_id, addHours(now, -WINDOW_HOURS)],
  )
  return Object.fromEntries(found.map((row) => [row.template, { runs: Number(row.runs), rollbacks: Number(row.rollbacks) }]))
}
