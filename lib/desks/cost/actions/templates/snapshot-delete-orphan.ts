import { z } from 'zod'
import { aDayOld, holds, notGuarded, notShared } from '@/lib/desks/cost/actions/checks/common-checks'
import { tagText } from '@/lib/desks/cost/actions/instance-targets'
import { madeAgain } from '@/lib/desks/cost/actions/on-their-way'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { DiskSnapshot } from '@/lib/desks/cost/connectors/cloud/ports/storage-port'
import { addDays, dayOf } from '@/lib/kernel/time'

const LEAST_BIN_DAYS = 7
const OLDEST_DAYS = 30
// Snapshots hold changes only, so the figure of the full size is an upper bound.
const REAL_SHARE = '0.4'
const BACKUP_TAG = /^(?:aws:backup:.*|aws:dlm:.*)$/i

const Target = z.strictObject({ ...targetBase, snapshot_id: z.string().regex(/^snap-[0-9a-f]+$/, 'must be a snapshot id such as snap-0123456789abcdef0') })
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(10) })
type Checked = Judged<z.infer<typeof Target>, DiskSnapshot & { created_at: string }, z.infer<typeof Params>>
const State = DiskSnapshot.extend({ created_at: z.string() })

/** Deletes snapshots that nothing uses, where the Recycle Bin keeps them long enough to bring them back. */
export const snapshotDeleteOrphan = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, z.infer<typeof State>>({
  id: 'snapshot_delete_orphan',
  version: 1,
  target_kind: 'snapshot',
  reversibility: 'R2',
  base_risk: 35,
  touches: 'stateful',
  permissions: [
    'ec2:DescribeSnapshots',
    'ec2:DescribeSnapshotAttribute',
    'ec2:DescribeLockedSnapshots',
    'ec2:DescribeImages',
    'rbin:ListRules',
    'rbin:GetRule',
    'ec2:DeleteSnapshot',
    'ec2:RestoreSnapshotFromRecycleBin',
  ],
  health_signals: [],
  reversible_for: `${LEAST_BIN_DAYS} days, from the Recycle Bin`,
  reversible_hours: 24 * LEAST_BIN_DAYS,
  compared: ['exists', 'state', 'size_gib', 'tags'],
  dry_run: 'provider',
  params: Params,
  state: State,
  title: (p) => `Delete ${p.targets.length === 1 ? 'the snapshot' : `${p.targets.length} snapshots`} ${p.targets.map((t) => t.label).join(', ')}`,
  bounds: [],
  change: () => 'deleted; the Recycle Bin keeps it for a time',
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: ['Restore the snapshot from the Recycle Bin', 'Read its state and tags and compare them with the snapshot'],
  savings: (p) => savedShare(p, () => REAL_SHARE, `of snapshots x ${REAL_SHARE}, because they hold changes only`),
  read: async (port, place, targets) =>
    new Map(
      (
        await port.diskSnapshots(
          place,
          targets.map((t) => t.snapshot_id),
        )
      ).flatMap((s) => targets.filter((t) => t.snapshot_id === s.snapshot_id).map((t) => [t.arn, { ...s, created_at: s.started_at }] as const)),
    ),
  checks: [
    notGuarded,
    aDayOld,
    holds<Checked>(
      'old_enough',
      { passed: `every target is at least ${OLDEST_DAYS} days old`, remedy: `wait until it is ${OLDEST_DAYS} days old` },
      ({ state }, now) => dayOf(state.started_at) <= addDays(dayOf(now), -OLDEST_DAYS),
      ({ state }) => `was made at ${state.started_at}`,
    ),
    holds<Checked>(
      'not_used_by_image',
      { passed: 'no image uses a target', remedy: 'disable and deregister the image first' },
      ({ state }) => !state.is_used_by_image,
      () => 'an image uses it',
    ),
    notShared,
    holds<Checked>(
      'not_locked',
      { passed: 'no target is locked', remedy: 'wait until the lock ends' },
      ({ state }) => !state.is_locked,
      () => 'is locked',
    ),
    holds<Checked>(
      'not_a_backup',
      { passed: 'no target belongs to a backup plan', remedy: 'change the backup plan instead' },
      ({ state }) => !Object.keys(state.tags).some((key) => BACKUP_TAG.test(key)),
      () => 'belongs to a backup plan',
    ),
    holds<Checked>(
      'recycle_bin_keeps_it',
      {
        passed: `the Recycle Bin keeps every target for at least ${LEAST_BIN_DAYS} days`,
        remedy: 'make a Recycle Bin rule that matches it, or move it to the archive tier',
      },
      ({ state }) => (state.recycle_bin_days === null ? null : state.recycle_bin_days >= LEAST_BIN_DAYS),
      ({ state }) => (state.recycle_bin_days === null ? 'whether the Recycle Bin keeps it' : `the Recycle Bin keeps it for ${state.recycle_bin_days} days`),
    ),
  ],
  move: (s) => madeAgain(s.state),
  fields: (s) => ({ exists: 'yes', state: s.state, size_gib: s.size_gib, tags: tagText(s.tags) }),
  apply: (port, p, t) => [{ name: 'delete', make: (m) => port.deleteSnapshot(p, t.snapshot_id, m) }],
  isInPlace: (after) => after === undefined,
  undo: (port, place, before) => [{ name: 'restore', make: (m) => port.restoreSnapshot(place, before.snapshot_id, m) }],
})
