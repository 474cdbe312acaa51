import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

/** One lifecycle rule in the provider's own words, so that what we do not understand is put back as it was. */
export const LifecycleRule = z.record(z.string(), z.unknown())
export type LifecycleRule = z.infer<typeof LifecycleRule>

export const Bucket = z.strictObject({
  arn: z.string(),
  name: z.string(),
  rules: z.array(LifecycleRule),
  versioning: z.enum(['off', 'enabled', 'suspended']),
  has_object_lock: z.boolean(),
  has_replication: z.boolean(),
  tags: z.record(z.string(), z.string()),
})
export type Bucket = z.infer<typeof Bucket>

export type BucketPort = {
  buckets(place: Place, names: readonly string[]): Promise<Bucket[]>
  /** Replaces every lifecycle rule; an empty list removes the configuration. */
  putLifecycle(place: Place, bucket: string, rules: readonly LifecycleRule[], m: Mutation): Promise<CallResult>
}
