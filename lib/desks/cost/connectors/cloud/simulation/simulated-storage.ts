import { sha256 } from '@/lib/kernel/canonical'
import type { CallResult, Mutation } from '../call'
import { DiskSnapshot, DiskVolume, MachineImage, type StoragePort } from '../ports/storage-port'
import { volumeArn } from '../to-evidence'
import type { Simulator } from './simulator'

/** Deleted snapshots that a Recycle Bin rule keeps stay in the account in this state. */
export const IN_BIN = 'recycled'

export function simulatedStorage(sim: Simulator): StoragePort {
  const volumes = async (ids: readonly string[]) =>
    (await sim.all('disk_volume', DiskVolume)).filter((v) => ids.includes(v.volume_id) || ids.includes(v.replaces ?? ''))
  const snapshots = async (ids: readonly string[]) => (await sim.all('disk_snapshot', DiskSnapshot)).filter((s) => ids.includes(s.snapshot_id))
  const images = async (ids: readonly string[]) => (await sim.all('machine_image', MachineImage)).filter((i) => ids.includes(i.image_id))

  async function setImage(api: string, id: string, state: string, m: Mutation): Promise<CallResult> {
    const [i] = await images([id])
    return sim.put(api, 'machine_image', i?.arn ?? id, m, () => (i?.state === state ? { noop: `it is ${state}` } : { state: { ...i, state } }))
  }

  return {
    diskVolumes: (_place, ids) => volumes(ids),
    async deleteVolume(_place, id, m) {
      const [v] = await volumes([id])
      return sim.put('ec2:DeleteVolume', 'disk_volume', v?.arn ?? id, m, () =>
        v?.state === 'available' ? { state: null } : { refused: `VolumeInUse: it is ${v?.state}` },
      )
    },
    async restoreVolume(place, was, m) {
      const [already] = await volumes([was.volume_id])
      const volume_id = `vol-${sha256(m.idempotency_key).slice(0, 17)}`
      const arn = volumeArn(place, volume_id)
      return sim.put('ec2:CreateVolume', 'disk_volume', arn, m, () =>
        already !== undefined
          ? { noop: `${already.volume_id} is there` }
          : was.latest_snapshot === null
            ? { refused: 'InvalidSnapshot.NotFound' }
            : { state: { ...was, arn, volume_id, replaces: was.volume_id }, arn },
      )
    },
    diskSnapshots: async (_place, ids) => (await snapshots(ids)).filter((s) => s.state !== IN_BIN),
    async deleteSnapshot(_place, id, m) {
      const [s] = await snapshots([id])
      return sim.put('ec2:DeleteSnapshot', 'disk_snapshot', s?.arn ?? id, m, () => {
        if (s?.state === IN_BIN) return { refused: 'InvalidSnapshot.NotFound' }
        if (s?.is_locked) return { refused: 'SnapshotLocked: it is locked' }
        if (s?.is_used_by_image) return { refused: 'InvalidSnapshot.InUse: an image uses it' }
        return { state: (s?.recycle_bin_days ?? 0) > 0 ? { ...s, state: IN_BIN } : null }
      })
    },
    async lockSnapshot(_place, id, _days, m) {
      const [s] = await snapshots([id])
      return sim.put('ec2:LockSnapshot', 'disk_snapshot', s?.arn ?? id, m, () =>
        s?.is_locked ? { noop: 'it is locked' } : { state: { ...s, is_locked: true } },
      )
    },
    async restoreSnapshot(_place, id, m) {
      const [s] = await snapshots([id])
      return sim.put('ec2:RestoreSnapshotFromRecycleBin', 'disk_snapshot', s?.arn ?? id, m, () =>
        s === undefined ? { refused: 'InvalidSnapshot.NotFound' } : s.state === IN_BIN ? { state: { ...s, state: 'completed' } } : { noop: 'it is there' },
      )
    },
    images: (_place, ids) => images(ids),
    disableImage: (_place, id, m) => setImage('ec2:DisableImage', id, 'disabled', m),
    enableImage: (_place, id, m) => setImage('ec2:EnableImage', id, 'available', m),
  }
}
