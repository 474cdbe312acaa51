import { z } from 'zod'
import { Instant } from '@/schemas/time'

/** Work that comes round by itself. */
export const ScheduleName = z.enum(['detection', 'waste_sweep', 'refresh', 'shadow_compare'])
export type ScheduleName = z.infer<typeof ScheduleName>

/** Work whose moments stand on the cases it is about, and that is looked for all the time. */
export const TimerName = z.enum(['verification', 'expiry'])
export type TimerName = z.infer<typeof TimerName>

/** Everything that goes by itself and that a person may pause, or have done once. */
export const PausableName = z.enum([...ScheduleName.options, ...TimerName.options])
export type PausableName = z.infer<typeof PausableName>

export const ScheduleRun = z.strictObject({
  started_at: Instant,
  finished_at: Instant.nullable(),
  outcome: z.enum(['running', 'done', 'failed', 'skipped']),
  detail: z.string(),
  asked_by: z.string().nullable(),
})
export type ScheduleRun = z.infer<typeof ScheduleRun>

export const Schedule = z.strictObject({
  name: ScheduleName,
  /** Minute, hour, day of month, month, weekday (0 = Sunday), in the tenant's time zone. */
  cron: z.string(),
  is_paused: z.boolean(),
  next_run_at: Instant,
  /** The last few, newest first. */
  runs: z.array(ScheduleRun),
})
export type Schedule = z.infer<typeof Schedule>

/** One that nobody paused has no `paused_since`. */
export const Timer = z.strictObject({ name: TimerName, paused_since: Instant.nullable(), runs: z.array(ScheduleRun) })
export type Timer = z.infer<typeof Timer>
