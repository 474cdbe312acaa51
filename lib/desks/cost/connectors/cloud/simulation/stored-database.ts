import { z } from 'zod'
import { WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import { ClassOffer, Database } from '../ports/database-port'
import { SwitchedDatabase } from '../ports/database-schedule-port'
import { lastSwitchOf } from '../weekly-schedule'
import { OnItsWay, settingOut } from './settling'

// What a schedule and its use add to what is stored of a resource. `switched_at` is when somebody switched or scheduled it last.
const scheduled = {
  schedule: WeeklySchedule.nullable().default(null),
  switched_at: z.string().default(''),
  busy_hours: z.array(z.string()).nullable().default([]),
  on_its_way: OnItsWay.nullable().default(null),
}

/** A database as the estate holds it. `offers` are those of the class that it may become. */
export const StoredDatabase = Database.extend({ ...scheduled, offers: z.array(ClassOffer).default([]) })
export type StoredDatabase = z.output<typeof StoredDatabase>

/** A cluster as the estate holds it. */
export const StoredCluster = SwitchedDatabase.extend(scheduled)
export type StoredCluster = z.output<typeof StoredCluster>

/** The resource at `now`, if its schedule switched it since the last thing that happened to it. */
export function asScheduled<T extends Switched>(state: T, now: Instant): T {
  if (state.schedule === null) return state
  const last = lastSwitchOf(state.schedule, { since: state.switched_at, was_on: state.status === 'available' }, now)
  return last === undefined || !last.is_change ? state : switched(state, last.is_on ? 'available' : 'stopped', last.at)
}

/** The resource as it becomes when it is started or stopped, which takes it some minutes. */
export const switched = <T extends Switched>(state: T, to: 'available' | 'stopped', at: Instant): T => {
  const on_its_way = to === 'stopped' ? settingOut(at, 'stop_database', { status: 'stopping' }) : settingOut(at, 'start_database', { status: 'starting' })
  return { ...state, status: to, switched_at: at, on_its_way }
}
type Switched = { status: string; schedule: WeeklySchedule | null; switched_at: string; on_its_way: OnItsWay | null }
