import { z } from 'zod'
import { holds } from '@/lib/desks/cost/actions/checks/common-checks'
import { mayBeStopped } from '@/lib/desks/cost/actions/checks/database-checks'
import { databaseChecks, databaseFields, databaseTarget, readDatabases, snapshotIsFresh } from '@/lib/desks/cost/actions/database-targets'
import { marginalRatioParam } from '@/lib/desks/cost/actions/marginal-ratio-param'
import { databaseMove } from '@/lib/desks/cost/actions/on-their-way'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged } from '@/lib/desks/cost/actions/target-action'
import { Database } from '@/lib/desks/cost/connectors/cloud/ports/database-port'
import { digest } from '@/lib/kernel/canonical'

// RDS starts a stopped instance by itself after this.
const LONGEST_DAYS = 7
// Of a digest, enough to tell runs apart.
const NAME_DIGITS = 12

const Target = z.strictObject(databaseTarget)
const Params = z.strictObject({
  ...askBase,
  days: z.int().min(1).max(LONGEST_DAYS),
  marginal_ratio: marginalRatioParam,
  targets: z.array(Target).min(1).max(5),
})
type Checked = Judged<z.infer<typeof Target>, Database, z.infer<typeof Params>>

/** Stops databases that nobody connects to, each with a snapshot of the last day. Their storage stays and goes on costing; RDS starts them again after a week. */
export const stopRds = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, Database>({
  id: 'stop_rds',
  version: 2,
  target_kind: 'database',
  reversibility: 'R1',
  base_risk: 35,
  touches: 'stateful',
  permissions: [
    'rds:DescribeDBInstances',
    'rds:DescribeDBSnapshots',
    'rds:StopDBInstance',
    'rds:StartDBInstance',
    'rds:CreateDBSnapshot',
    'cloudwatch:GetMetricData',
  ],
  health_signals: ['database_connections', 'application_errors'],
  reversible_for: `${LONGEST_DAYS} days, then RDS starts it by itself`,
  reversible_hours: 24 * LONGEST_DAYS,
  compared: ['status'],
  dry_run: 'simulated',
  params: Params,
  state: Database,
  title: (p) => `Stop ${p.targets.map((t) => t.db_instance_id).join(', ')} for ${p.days} days`,
  bounds: [{ param: 'days', min: 1, max: LONGEST_DAYS, options: null, rule: 'RDS starts a stopped database after 7 days' }],
  change: () => 'available to stopped, with a snapshot first unless one is less than a day old',
  reach: { dependents: null, on_request_path: false },
  rollback_recipe: [
    'Start the databases that were available before',
    'Read their state again and compare it with the snapshot',
    'A snapshot that was made before a stop stays: delete it when nobody needs it',
  ],
  savings: (p) => savedShare(p, () => '1', `of instance hours while stopped (at most ${p.days} days at a time); storage goes on`),
  read: readDatabases,
  checks: [
    ...databaseChecks,
    mayBeStopped,
    holds<Checked>(
      'no_connections',
      { passed: 'nobody connected to any target for 7 days', remedy: '7 days without a connection' },
      ({ state }) => (state.connections_most === null ? null : state.connections_most === 0),
      ({ state }) => (state.connections_most === null ? 'its connections' : `up to ${state.connections_most} connections`),
    ),
  ],
  move: ({ status }) => databaseMove(status),
  fields: databaseFields,
  apply(port, p, t, before, { now, key }) {
    // RDS makes the snapshot and stops only then, in one call. The same run names the same one, so that it is not made twice.
    const snapshot_id = snapshotIsFresh(before, now) ? null : `countersign-${t.db_instance_id}-${digest({ key }).slice(0, NAME_DIGITS)}`
    return [{ name: 'stop', make: (m) => port.stopDatabase(p, t.db_instance_id, snapshot_id, m) }]
  },
  isInPlace: (after) => after?.status === 'stopped' || after?.status === 'stopping',
  undo: (port, place, before) => [{ name: 'start', make: (m) => port.startDatabase(place, before.db_instance_id, m) }],
})
