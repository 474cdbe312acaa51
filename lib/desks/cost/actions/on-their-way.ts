import type { OnItsWay } from '@/lib/execution/template'
import { addHours } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'

/** Where a target is going and how long that takes at most; null for one that stands where it is. */
export type Move = Omit<OnItsWay, 'target'> | null

// Longest that is waited for, in minutes. A guest that does not shut down is switched off by EC2 after a few minutes, and a start takes one or two; twenty leave room
// for a host that is slow. Source: EC2 user guide, troubleshooting an instance that is stopping.
const INSTANCE_MIN = 20
// "In some cases, a large amount of time is required to stop a DB instance": the snapshot before it is made first, and a new class fails over.
// Source: RDS user guide, stopping an instance temporarily.
const DATABASE_MIN = 120
// A node leaves only when its lifecycle hooks have ended, for which they have an hour unless somebody says otherwise. Source: EC2 Auto Scaling user guide, lifecycle hooks.
const GROUP_MIN = 75
// While EC2 calls a volume `modifying`, its former type may still be shown; that takes seconds as a rule.
const MODIFYING_MIN = 30
// From `optimizing` on a volume is what was asked for, and takes no other modification before it is `completed`: "typically, a fully used 1-TiB volume can take about 6 hours",
// in some cases "more than 24 hours". Source: EBS user guide, monitor the progress of volume modifications.
const OPTIMIZING_MIN = 36 * 60
// A volume is made from a snapshot, and a snapshot comes out of the Recycle Bin, within minutes. One whose key gives EC2 no grant is
// `creating` and then gone, so it is no proof that it is being made.
const MADE_AGAIN_MIN = 60
const MADE_AGAIN: readonly string[] = ['creating', 'pending', 'recovering']
const IS_OVER: readonly string[] = ['completed', 'failed']
// By then the last modification is none of the four of 24 hours any more.
const RATE_HOURS = 24
const RATE_EXCEEDED = 'VolumeModificationRateExceeded'

const INSTANCE: Readonly<Record<string, OnItsWay['to']>> = { pending: 'started', stopping: 'stopped', 'shutting-down': 'changed' }

// States of an RDS instance or an Aurora cluster that end by themselves and in which it takes no command. Not `storage-optimization`: it lasts for days, and the database is usable.
// Sources: RDS user guide, DB instance status; Aurora user guide, DB cluster status.
const DATABASE: Readonly<Record<string, OnItsWay['to']>> = {
  starting: 'started',
  rebooting: 'started',
  stopping: 'stopped',
  ...Object.fromEntries(
    [
      'backing-up',
      'configuring-enhanced-monitoring',
      'configuring-iam-database-auth',
      'configuring-log-exports',
      'converting-to-vpc',
      'creating',
      'deleting',
      'failing-over',
      'maintenance',
      'migrating',
      'modifying',
      'moving-to-vpc',
      'promoting',
      'renaming',
      'resetting-master-credentials',
      'storage-config-upgrade',
      'update-iam-db-auth',
      'upgrading',
    ].map((status) => [status, 'changed' as const]),
  ),
}

const moveOf = (to: OnItsWay['to'] | undefined, within_min: number): Move => (to === undefined ? null : { to, within_min })

export const instanceMove = (state: string): Move => moveOf(INSTANCE[state], INSTANCE_MIN)
export const databaseMove = (status: string): Move => moveOf(DATABASE[status], DATABASE_MIN)
/** A class that was asked for at once is there when nothing of it is pending any more: the status says so only some time later. */
export const classMove = (status: string, is_asked_at_once: boolean): Move =>
  databaseMove(status) ?? moveOf(is_asked_at_once ? 'changed' : undefined, DATABASE_MIN)
/** Nodes come and go after the size was set, and the size may be set again meanwhile: a group that lacks nodes is given its former size back at once. */
export const groupMove = ({ desired, in_service }: { desired: number; in_service: number }): Move =>
  desired === in_service ? null : { to: 'changed', within_min: GROUP_MIN, takes_changes: true }

/** A volume or snapshot that is made again. */
export const madeAgain = (state: string): Move => moveOf(MADE_AGAIN.includes(state) ? 'changed' : undefined, MADE_AGAIN_MIN)

type VolumeChange = { last_modified_at?: Instant | null | undefined; modification_state?: string | undefined }

/** A volume is compared while EC2 still moves its data; only another modification of it waits for the end of that. */
export function volumeMove({ modification_state: state }: VolumeChange): Move {
  if (state === undefined || IS_OVER.includes(state)) return null
  return state === 'modifying' ? { to: 'changed', within_min: MODIFYING_MIN } : { to: 'changed', within_min: OPTIMIZING_MIN, is_comparable: true }
}

/** The same of a volume that EC2 has just refused to modify because it was modified too often: when it is sure to be let. EC2 names the hours where it means fewer. */
export function volumeMoveAfter(v: VolumeChange, now: Instant, refusal: string | undefined): Move {
  const move = volumeMove(v)
  if (move !== null || v.last_modified_at == null || refusal?.includes(RATE_EXCEEDED) !== true) return move
  const hours = Math.min(RATE_HOURS, Number(/at least (\d+) hours/i.exec(refusal)?.[1] ?? RATE_HOURS))
  const ready_at = addHours(v.last_modified_at, hours)
  return ready_at <= now ? null : { to: 'changed', within_min: RATE_HOURS * 60, ready_at, is_comparable: true }
}

/** For what takes its change at once, or keeps taking commands while it does. */
export const settlesAtOnce = (): Move => null
