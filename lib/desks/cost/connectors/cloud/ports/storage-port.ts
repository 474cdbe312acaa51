import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'
import { KeyState } from './key-state'

const tags = z.record(z.string(), z.string())

/** Days for which the Recycle Bin keeps what is deleted: 0 when no rule matches, null when the rules cannot be read. */
const recycle_bin_days = z.int().nonnegative().nullable()

/** A volume as far as its deletion and its restoring need it. */
export const DiskVolume = z.strictObject({
  arn: z.string(),
  volume_id: z.string(),
  /** Id of the deleted volume that this one was restored in place of. */
  replaces: z.string().nullable(),
  volume_type: z.string(),
  size_gib: z.int().positive(),
  iops: z.int().nullable(),
  throughput: z.int().nullable(),
  zone: z.string(),
  is_encrypted: z.boolean(),
  state: z.string(),
  created_at: z.string(),
  /** Days of the last 14 on which it was attached and reported; null when the metric cannot be read. */
  active_days: z.int().nonnegative().nullable(),
  latest_snapshot: z.strictObject({ snapshot_id: z.string(), started_at: z.string() }).nullable(),
  /** Absent in what was kept before it was read. */
  encryption_key: KeyState.optional(),
  tags,
})
export type DiskVolume = z.infer<typeof DiskVolume>

export const DiskSnapshot = z.strictObject({
  arn: z.string(),
  snapshot_id: z.string(),
  volume_id: z.string().nullable(),
  size_gib: z.int().nonnegative(),
  started_at: z.string(),
  state: z.string(),
  is_used_by_image: z.boolean(),
  is_shared: z.boolean(),
  is_locked: z.boolean(),
  recycle_bin_days,
  tags,
})
export type DiskSnapshot = z.infer<typeof DiskSnapshot>

export const MachineImage = z.strictObject({
  arn: z.string(),
  image_id: z.string(),
  name: z.string(),
  state: z.string(),
  created_at: z.string(),
  is_shared: z.boolean(),
  /** Launch templates, running instances and Auto Scaling groups that name it. */
  used_by: z.array(z.string()),
  tags,
})
export type MachineImage = z.infer<typeof MachineImage>

export type StoragePort = {
  /** A deleted volume that was restored is found by its old id. */
  diskVolumes(place: Place, volume_ids: readonly string[]): Promise<DiskVolume[]>
  deleteVolume(place: Place, volume_id: string, m: Mutation): Promise<CallResult>
  /** A volume from a snapshot, in the shape and with the tags of the one that it replaces. */
  restoreVolume(place: Place, was: DiskVolume, m: Mutation): Promise<CallResult>
  diskSnapshots(place: Place, snapshot_ids: readonly string[]): Promise<DiskSnapshot[]>
  deleteSnapshot(place: Place, snapshot_id: string, m: Mutation): Promise<CallResult>
  /** Keeps a snapshot from being deleted for so many days from now; whoever may unlock it can end that (governance mode). */
  lockSnapshot(place: Place, snapshot_id: string, days: number, m: Mutation): Promise<CallResult>
  restoreSnapshot(place: Place, snapshot_id: string, m: Mutation): Promise<CallResult>
  images(place: Place, image_ids: readonly string[]): Promise<MachineImage[]>
  disableImage(place: Place, image_id: string, m: Mutation): Promise<CallResult>
  enableImage(place: Place, image_id: string, m: Mutation): Promise<CallResult>
}
