import type { Tx } from '@/lib/db/change'
import { lockTenant } from '@/lib/identity/tenant-store'
import { nextRun, parseCron } from '@/lib/jobs/cron'
import { lockSchedule, saveSchedule } from '@/lib/jobs/schedule-store'
import { SCHEDULES } from '@/lib/jobs/schedules'
import { formatInstant } from '@/lib/kernel/format'
import type { ScheduleName } from '@/schemas/schedule'
import type { Instant } from '@/schemas/time'
import type { Done } from '../command'

/** Changes one schedule under lock and says when it runs next. A schedule that starts again never makes up for what it missed. */
export async function changeSchedule(
  tx: Tx,
  tenant_id: string,
  name: ScheduleName,
  now: Instant,
  patch: { cron?: string; is_paused?: boolean },
): Promise<Done> {
  const { time_zone } = await lockTenant(tx, tenant_id)
  const known = await lockSchedule(tx, tenant_id, name)
  const cron = patch.cron ?? known?.cron ?? SCHEDULES[name].cron
  const is_paused = patch.is_paused ?? known?.is_paused ?? false
  const next_run_at = nextRun(parseCron(cron), now, time_zone)
  await saveSchedule(tx, tenant_id, { name, cron, is_paused, next_run_at })
  const { label } = SCHEDULES[name]
  return {
    subject: tenant_id,
    new_version: null,
    message: is_paused ? `${label} is paused.` : `${label} runs next at ${formatInstant(next_run_at)}.`,
    body: { name, cron, is_paused, before: { cron: known?.cron ?? null, is_paused: known?.is_paused ?? false } },
  }
}
