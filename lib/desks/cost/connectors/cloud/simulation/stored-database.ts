import { z } from 'zod'
import { WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import { ClassOffer, Database } from '../ports/database-port'
import { SwitchedDatabase } from '../ports/database-schedule-port'
import { lastSwitch } from '../weekly-schedule'

// What a schedule and its use add to what is stored of a resource. `switched_at` is when somebody switched or scheduled it last.
const scheduled = {
  schedule: WeeklySchedule.nullable().default(null),
  switched_at: z.string().default(''),
  busy_hours: z.array(z.string()).nullable().default([]),
}

/** A database as the estate holds it. `offers` are those of the class that it may become. */
export const StoredDatabase = Database.extend({ ...scheduled, offers: z.array(ClassOffer).default([]) })
export type StoredDatabase = z.output<typeof StoredDatabase>

/** A cluster as the estate holds it. */
export const StoredCluster = SwitchedDatabase.extend(scheduled)
export type StoredCluster = z.output<typeof StoredCluster>

/** The resource at `now`, if its schedule switched it since the last thing that happened to it. */
export function asScheduled<T extends { status: string; schedule: WeeklySchedule | null; switched_at: string }>(state: T, now: Instant): T {
  const last = state.schedule === null ? undefined : lastSwitch(state.schedule, now)
  return last === undefined || last.at <= state.switched_at ? state : { ...state, status: last.is_on ? 'available' : 'stopped' }
}
