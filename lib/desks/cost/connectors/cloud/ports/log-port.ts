import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

/** A log group. `exported_until` is the end of what completed exports to a bucket hold; null when there is none. */
export const LogGroup = z.strictObject({
  arn: z.string(),
  name: z.string(),
  /** Null keeps events for ever. */
  retention_days: z.int().positive().nullable(),
  stored_bytes: z.number().nonnegative(),
  created_at: z.string(),
  has_subscription: z.boolean(),
  exported_until: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
})
export type LogGroup = z.infer<typeof LogGroup>

export type LogPort = {
  logGroups(place: Place, names: readonly string[]): Promise<LogGroup[]>
  /** Days that a log group keeps its events; null means for ever. */
  logRetention(place: Place, log_group: string): Promise<number | null>
  putLogRetention(place: Place, log_group: string, retention_days: number, m: Mutation): Promise<CallResult>
  deleteLogRetention(place: Place, log_group: string, m: Mutation): Promise<CallResult>
}
