import { canonicalJson } from '@/lib/kernel/canonical'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WorkingHours } from '@/schemas/evidence/working-hours'
import type { WeeklySchedule } from '@/schemas/simulation'
import type { Tenant } from '@/schemas/tenant'

// People start before and stay after the hours in which the office answers.
const ROOM_HOURS = 2
/** What planning assumes where no tenant has said when it works: 9 to 17 o'clock UTC from Monday to Friday, and the room around it. */
export const ASSUMED_HOURS: WeeklySchedule = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }

/** The hours in which a tenant's machines should run, in its own time zone: a zone with daylight saving keeps them all year. Null where they are assumed anyway. */
export function workingHoursOf({ time_zone, settings: { business_hours } }: Pick<Tenant, 'time_zone' | 'settings'>): WorkingHours | null {
  const { days, from_hour, to_hour } = business_hours
  const schedule: WeeklySchedule = {
    time_zone,
    days: [...new Set(days)].sort((a, b) => a - b),
    on_hour: Math.max(0, from_hour - ROOM_HOURS),
    off_hour: Math.min(24, to_hour + ROOM_HOURS),
  }
  return canonicalJson(schedule) === canonicalJson(ASSUMED_HOURS) ? null : { kind: 'plan.working_hours', ...schedule }
}

/** What a plan proposes: the tenant's hours as they were when it was planned. */
export function proposedHours(evidence: readonly Evidence[]): WeeklySchedule {
  const said = evidence.findLast((e) => e.kind === 'plan.working_hours')
  if (said === undefined) return ASSUMED_HOURS
  const { kind: _kind, ...schedule } = WorkingHours.parse(said.body)
  return schedule
}
