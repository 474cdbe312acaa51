import { z } from 'zod'
import { Instant } from '@/schemas/time'

/** Weekly on-times of a resource, local to `time_zone`; outside them it is stopped. Days: 0 = Monday … 6 = Sunday. Hours are [on_hour, off_hour). */
export const WeeklySchedule = z.strictObject({
  time_zone: z.string(),
  days: z.array(z.int().min(0).max(6)).min(1),
  on_hour: z.int().min(0).max(23),
  off_hour: z.int().min(1).max(24),
})
export type WeeklySchedule = z.infer<typeof WeeklySchedule>

const base = { at: Instant, arn: z.string().startsWith('arn:') }

/** What somebody did to the simulated cloud account. The account's state and its later bills are a fold over these. */
export const SimulatedEvent = z.discriminatedUnion('change', [
  z.strictObject({ ...base, change: z.literal('instance_state'), state: z.enum(['running', 'stopped']) }),
  z.strictObject({ ...base, change: z.literal('instance_type'), instance_type: z.string() }),
  z.strictObject({ ...base, change: z.literal('schedule'), schedule: WeeklySchedule.nullable() }),
  z.strictObject({ ...base, change: z.literal('tags'), tags: z.record(z.string(), z.string()) }),
  z.strictObject({ ...base, change: z.literal('volume_type'), volume_type: z.string(), iops: z.int(), throughput: z.int().nullable() }),
  /** A resource of another kind as it is now; null when it is gone. Its shape is that of the port that reads it. */
  z.strictObject({ ...base, change: z.literal('resource'), kind: z.string(), resource: z.record(z.string(), z.unknown()).nullable() }),
  z.strictObject({ ...base, change: z.literal('log_retention'), retention_days: z.int().positive().nullable() }),
])
export type SimulatedEvent = z.infer<typeof SimulatedEvent>
