import { sha256 } from '@/lib/kernel/canonical'
import type { Instant } from '@/schemas/time'
import type { CallResult, Mutation } from '../call'
import { DiskSnapshot, DiskVolume, MachineImage, type StoragePort } from '../ports/storage-port'
import { volumeArn } from '../to-evidence'
import { OnItsWay, settingOut, shown } from './settling'
import type { Simulator } from './simulator'

/** Deleted snapshots that a Recycle Bin rule keeps stay in the account in this state. */
export const IN_BIN = 'recycled'

// What was made again or taken out of the bin a moment ago is on its way.
const on_its_way = OnItsWay.nullable().default(null)
const StoredVolume = DiskVolume.extend({ on_its_way })
const StoredSnapshot = DiskSnapshot.extend({ on_its_way })

function seen<T extends { on_its_way: OnItsWay | null }>(stored: T, now: Instant): Omit<T, 'on_its_way'> {
  const { on_its_way: _, ...rest } = shown(stored, now)
  return rest
}

export function simulatedStorage(sim: Simulator): StoragePort {
  const volumes = async (ids: readonly string[]): Promise<DiskVolume[]> => {
    const [all, now] = await Promise.all([sim.all('disk_volume', StoredVolume), sim.now()])
    return all.filter((v) => ids.includes(v.volume_id) || ids.includes(v.replaces ?? '')).map((v) => seen(v, now))
  }
  const snapshots = async (ids: readonly string[]): Promise<DiskSnapshot[]> => {
    const [all, now] = await Promise.all([sim.all('disk_snapshot', StoredSnapshot), sim.now()])
    return all.filter((s) => ids.includes(s.snapshot_id)).map((s) => seen(s, now))
  }
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
      const [[already], at] = await Promise.all([volumes([was.volume_id]), sim.now()])
      const volume_id = `vol-${sha256(m.idempotency_key).slice(0, 17)}`
      const arn = volumeArn(place, volume_id)
      return sim.put('ec2:CreateVolume', 'disk_volume', arn, m, () =>
        already !== undefined
          ? { noop: `${already.volume_id} is there` }
          : was.latest_snapshot === null
            ? { refused: 'InvalidSnapshot.NotFound' }
            : { state: { ...was, arn, volume_id, replaces: was.volume_id, on_its_way: settingOut(at, 'make_volume', { state: 'creating' }) }, arn },
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
      const [[s], at] = await Promise.all([snapshots([id]), sim.now()])
      return sim.put('ec2:RestoreSnapshotFromRecycleBin', 'disk_snapshot', s?.arn ?? id, m, () => {
        if (s === undefined) return { refused: 'InvalidSnapshot.NotFound' }
        if (s.state !== IN_BIN) return { noop: 'it is there' }
        return { state: { ...s, state: 'completed', on_its_way: settingOut(at, 'restore_snapshot', { state: 'recovering' }) } }
      })
    },
    images: (_place, ids) => images(ids),
    disableImage: (_place, id, m) => setImage('ec2:DisableImage', id, 'disabled', m),
    enableImage: (_place, id, m) => setImage('ec2:EnableImage', id, 'available', m),
  }
}
