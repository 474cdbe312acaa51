import { oncePer } from '@/lib/kernel/once-per'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import type { VolumeShape } from '../port'
import type { SimulatedVolume } from './estate'

// EC2 takes another modification of a volume once the last is completed, and no more than four in 24 hours. While one is `modifying` the volume may still show what it was;
// from `optimizing` on it shows what was asked for. Sources: EC2 API reference, ModifyVolume; EBS user guide, monitor the progress of volume modifications.
const MODIFYING_SEC = 10
const COMPLETED_SEC = 1_200
const MOST_IN_A_DAY = 4

type Shape = Pick<SimulatedVolume, 'volume_type' | 'iops' | 'throughput'>
/** `modified_at`: when its modifications began. `was`: its shape before the last of them that is known. */
export type VolumeNow = SimulatedVolume & { modified_at: readonly Instant[]; was: Shape | null }
type ShapeEvent = Shape & { at: Instant }

/** A volume that nothing has happened to yet: most of an account, which is looked at again and again. */
export const untouched = oncePer(
  new WeakMap<SimulatedVolume, { value: VolumeNow }>(),
  (v: SimulatedVolume): VolumeNow => ({ ...v, modified_at: v.last_modified_at === null ? [] : [v.last_modified_at], was: null }),
)

/** The volume once a modification has begun. */
export function modifiedVolume(v: VolumeNow, { at, volume_type, iops, throughput }: ShapeEvent): VolumeNow {
  const was = { volume_type: v.volume_type, iops: v.iops, throughput: v.throughput }
  return { ...v, volume_type, iops, throughput, last_modified_at: at, modified_at: [...v.modified_at, at], was }
}

/** A volume as its provider shows it at `now`. An estate may say itself how far a modification is. */
export function volumeShown(v: VolumeNow, now: Instant): VolumeNow {
  if (v.last_modified_at === null || (v.was === null && v.modification_state !== undefined)) return v
  if (now < addMs(v.last_modified_at, MODIFYING_SEC * 1000)) return { ...v, ...v.was, modification_state: 'modifying' }
  return { ...v, modification_state: now < addMs(v.last_modified_at, COMPLETED_SEC * 1000) ? 'optimizing' : 'completed' }
}

/** What becomes of a request to modify the volume that is shown. */
export function modification(v: VolumeNow | undefined, shape: VolumeShape, at: Instant) {
  if (v === undefined) return { refused: 'InvalidVolume.NotFound' }
  const not_yet = { refused: `IncorrectModificationState: it cannot be modified in modification state ${v.modification_state?.toUpperCase()}` }
  if (v.modification_state === 'modifying') return not_yet
  // gp2 is given its operations by size: 3 per GiB, 100 to 16,000.
  const iops = shape.iops ?? Math.min(16_000, Math.max(100, 3 * v.size_gib))
  if (v.volume_type === shape.volume_type && v.iops === iops && v.throughput === shape.throughput) return { noop: 'it is so already' }
  if (v.state !== 'available' && v.state !== 'in-use') return { refused: `IncorrectState: it is ${v.state}` }
  if (v.modification_state === 'optimizing') return not_yet
  if (v.modified_at.filter((began) => addHours(began, 24) > at).length >= MOST_IN_A_DAY)
    return { refused: `VolumeModificationRateExceeded: it was modified ${MOST_IN_A_DAY} times in the last 24 hours` }
  return { event: { change: 'volume_type' as const, volume_type: shape.volume_type, iops, throughput: shape.throughput } }
}
