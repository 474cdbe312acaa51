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

/** What a bucket held when CloudWatch last counted it, once a day. Null where it has no count of the last three days: unknown, not empty. */
export const BucketContents = z.strictObject({
  name: z.string(),
  /** Objects of every class, with their old versions and the parts of unfinished uploads. */
  objects: z.number().nonnegative().nullable(),
  /** Bytes in the standard class. */
  standard_bytes: z.number().nonnegative().nullable(),
})
export type BucketContents = z.infer<typeof BucketContents>

export type BucketPort = {
  buckets(place: Place, names: readonly string[]): Promise<Bucket[]>
  contents(place: Place, names: readonly string[]): Promise<BucketContents[]>
  /** Replaces every lifecycle rule; an empty list removes the configuration. */
  putLifecycle(place: Place, bucket: string, rules: readonly LifecycleRule[], m: Mutation): Promise<CallResult>
}
