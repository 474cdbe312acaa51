import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

export const ScalingGroup = z.strictObject({
  arn: z.string(),
  name: z.string(),
  min: z.int().nonnegative(),
  desired: z.int().nonnegative(),
  max: z.int().nonnegative(),
  in_service: z.int().nonnegative(),
  /** Average CPU of the group over a week at its busiest hour; null when it cannot be read. */
  cpu_most_pct: z.number().nullable(),
  is_instance_refresh_running: z.boolean(),
  created_at: z.string(),
  tags: z.record(z.string(), z.string()),
})
export type ScalingGroup = z.infer<typeof ScalingGroup>

export type ScalingPort = {
  scalingGroups(place: Place, names: readonly string[]): Promise<ScalingGroup[]>
  resizeGroup(place: Place, name: string, size: { min: number; desired: number }, m: Mutation): Promise<CallResult>
}
