import { z } from 'zod'
import { aDayOld, holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { keyOpens } from '@/lib/desks/cost/actions/checks/key-opens'
import { tagText } from '@/lib/desks/cost/actions/instance-targets'
import { madeAgain } from '@/lib/desks/cost/actions/on-their-way'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { DiskVolume } from '@/lib/desks/cost/connectors/cloud/ports/storage-port'
import { addDays, dayOf } from '@/lib/kernel/time'

const IDLE_DAYS = 14
// The snapshot is locked for this long before the volume is deleted, so that nothing deletes it by a schedule of its own.
const KEPT_DAYS = 35
const KEPT_FOR = /^(?:dlm:managed|aws:dlm:.*|dr|disaster-recovery)$/i

const Target = z.strictObject({ ...targetBase, volume_id: z.string().regex(/^vol-[0-9a-f]+$/, 'must be a volume id such as vol-0123456789abcdef0') })
const Params = z.strictObject({ ...askBase, require_snapshot: z.literal(true), targets: z.array(Target).min(1).max(10) })
type Checked = Judged<z.infer<typeof Target>, DiskVolume, z.infer<typeof Params>>

/** Deletes volumes that nothing has been attached to for two weeks and that a snapshot holds whole. */
export const ebsDeleteUnattached = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, DiskVolume>({
  id: 'ebs_delete_unattached',
  version: 3,
  target_kind: 'volume',
  reversibility: 'R2',
  base_risk: 30,
  touches: 'stateful',
  permissions: [
    'ec2:DescribeVolumes',
    'ec2:DescribeSnapshots',
    'ec2:DescribeLockedSnapshots',
    'cloudwatch:GetMetricData',
    'kms:DescribeKey',
    'ec2:LockSnapshot',
    'ec2:DeleteVolume',
    'ec2:CreateVolume',
    'ec2:CreateTags',
  ],
  health_signals: [],
  reversible_for: `${KEPT_DAYS} days: its snapshot is locked for so long before the volume is deleted; the restored volume has another id`,
  reversible_hours: 24 * KEPT_DAYS,
  compared: ['exists', 'state', 'volume_type', 'size_gib', 'iops', 'throughput', 'zone', 'is_encrypted', 'tags'],
  dry_run: 'provider',
  params: Params,
  state: DiskVolume,
  title: (p) =>
    `Delete ${p.targets.length === 1 ? 'the unattached volume' : `${p.targets.length} unattached volumes`} ${p.targets.map((t) => t.label).join(', ')}`,
  bounds: [],
  change: () => `deleted; its snapshot is locked for ${KEPT_DAYS} days`,
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: [
    'Make a volume of the same shape, zone and tags from the snapshot',
    'Its id is new: whatever names the old id has to be told',
    `The snapshot stays locked until its ${KEPT_DAYS} days are over; whoever may unlock snapshots can end that earlier`,
    'Read its shape and tags and compare them with the snapshot',
  ],
  savings: (p) => savedShare(p, () => '1', 'of unattached volumes; the snapshot that exists goes on'),
  read: async (port, place, targets) =>
    new Map(
      (
        await port.diskVolumes(
          place,
          targets.map((t) => t.volume_id),
        )
      ).flatMap((v) => targets.filter((t) => t.volume_id === v.volume_id || t.volume_id === v.replaces).map((t) => [t.arn, v] as const)),
    ),
  checks: [
    notGuarded,
    aDayOld,
    holds<Checked>(
      'unattached',
      { passed: 'no target is attached', remedy: 'detach it if nothing needs it' },
      ({ state }) => state.state === 'available',
      ({ state }) => `is ${state.state}`,
    ),
    holds<Checked>(
      'unattached_for_14_days',
      { passed: `no target was attached in the last ${IDLE_DAYS} days`, remedy: `${IDLE_DAYS} days without activity` },
      ({ state }, now) => (state.active_days === null ? null : state.active_days === 0 && dayOf(state.created_at) <= addDays(dayOf(now), -IDLE_DAYS)),
      ({ state }) =>
        state.active_days === null ? 'when it was last attached' : `was active on ${state.active_days} of the last ${IDLE_DAYS} days, or is younger`,
    ),
    holds<Checked>(
      'not_kept_for_recovery',
      { passed: 'no target is kept for recovery', remedy: 'the owner removes the tag' },
      ({ state }) => !Object.keys(state.tags).some((key) => KEPT_FOR.test(key)),
      () => 'is kept for recovery',
    ),
    holds<Checked>(
      'snapshot_holds_it',
      { passed: 'a snapshot made since the last activity holds every target whole', remedy: 'make a snapshot of it' },
      ({ state }, now) => state.latest_snapshot !== null && dayOf(state.latest_snapshot.started_at) > addDays(dayOf(now), -IDLE_DAYS),
      () => 'no snapshot holds its last state',
    ),
    keyOpens,
  ],
  move: (v) => madeAgain(v.state),
  fields: (v) => ({
    exists: 'yes',
    state: v.state,
    volume_type: v.volume_type,
    size_gib: v.size_gib,
    iops: v.iops,
    throughput: v.throughput,
    zone: v.zone,
    is_encrypted: v.is_encrypted,
    tags: tagText(v.tags),
  }),
  apply: (port, p, t, { latest_snapshot }) => [
    { name: 'keep', make: (m) => port.lockSnapshot(p, latest_snapshot?.snapshot_id ?? 'none', KEPT_DAYS, m) },
    { name: 'delete', make: (m) => port.deleteVolume(p, t.volume_id, m) },
  ],
  isInPlace: (after) => after === undefined || after.state === 'deleting',
  undo: (port, place, before) => [{ name: 'restore', make: (m) => port.restoreVolume(place, before, m) }],
})
