import { deniedBy } from '@/app/views/approvals/denied-by'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { cronWords } from '@/lib/jobs/cron-words'
import { addMissingSchedules, listSchedules } from '@/lib/jobs/schedule-store'
import { SCHEDULES } from '@/lib/jobs/schedules'
import type { Actor } from '@/schemas/actor'
import type { ScheduleRun } from '@/schemas/schedule'
import type { SchedulesView } from '@/schemas/settings-view'
import { timersOf } from './timers'

// Promises to people: a window that somebody could hold open would not be one.
const ALWAYS = [
  { label: 'Veto windows', does: 'They end at the announced time. To hold plans back, set a freeze or change the mode.' },
  { label: 'Request deadlines', does: 'Nobody can decide on a request after its deadline, whatever is paused.' },
  { label: 'Detection after an import', does: 'Runs right after every import, in addition to the schedule above.' },
] as const

/** Work that comes round by itself: when it ran, when it runs, and who may change that. */
export async function schedulesView(actor: Actor): Promise<SchedulesView> {
  const { tenant_id, time_zone, clock_offset_ms } = await getTenant(actor.tenant_id)
  const now = clockOf(clock_offset_ms)
  await addMissingSchedules(tenant_id, time_zone, now)
  const schedules = await listSchedules(tenant_id)
  return {
    now,
    tenant_id,
    notices: [],
    time_zone,
    change_denied: deniedBy('schedule.set', actor),
    run_denied: deniedBy('schedule.run_now', actor),
    schedules: schedules.map(({ runs, ...s }) => ({
      ...s,
      label: SCHEDULES[s.name].label,
      does: SCHEDULES[s.name].does,
      times: upperFirst(cronWords(s.cron)),
      runs: runs.map((r) => ({ started_at: r.started_at, outcome: r.outcome, text: textOf(r) })),
    })),
    timers: await timersOf(tenant_id, now, textOf),
    always: [...ALWAYS],
  }
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const textOf = (r: ScheduleRun): string => `${r.detail || 'running'}${r.asked_by === null ? '' : `, asked for by ${r.asked_by}`}`
