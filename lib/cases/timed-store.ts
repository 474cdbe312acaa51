import { rows } from '@/lib/db/pool'
import { enqueueAlone } from '@/lib/jobs/store'
import type { CaseStatus } from '@/schemas/case'
import type { TimerName } from '@/schemas/schedule'
import type { Instant } from '@/schemas/time'

/**
 * Cases whose next moment belongs to a timer. A veto window belongs to none: policy permits its plan by then, and what holds plans back is a freeze or the
 * mode.
 */
export const TIMED: Readonly<Record<TimerName, readonly CaseStatus[]>> = { verification: ['executed', 'verifying'], expiry: ['awaiting_approval'] }

/** How many moments of a timer have passed and wait, and since when the oldest does. */
export async function lateOf(tenant_id: string, name: TimerName, now: Instant): Promise<{ cases: number; since: Instant | null }> {
  const [found] = await rows<{ cases: string; since: Instant | null }>(
    'select count(*) as cases, min(due_at) as since from cases where tenant_id = $1 and due_at <= $2 and status = any($3::text[])',
    [tenant_id, now, TIMED[name]],
  )
  return { cases: Number(found?.cases ?? 0), since: found?.since ?? null }
}

/** Has every case driven whose moment of this timer has passed, also while it is paused. Resolves to how many. */
export async function driveLate(tenant_id: string, name: TimerName, now: Instant): Promise<number> {
  const found = await rows<{ case_id: string }>(
    'select case_id from cases where tenant_id = $1 and due_at <= $2 and status = any($3::text[]) order by due_at, case_id',
    [tenant_id, now, TIMED[name]],
  )
  for (const { case_id } of found) await enqueueAlone('case.drive', { tenant_id, case_id, asked: true }, { key: `drive:${case_id}` })
  return found.length
}
