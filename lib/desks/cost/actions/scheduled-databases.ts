import { z } from 'zod'
import { aDayOld, holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { mayBeStopped, notInCluster, notReplicated, settledStatus } from '@/lib/desks/cost/actions/checks/database-checks'
import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import { findSchedulerTag } from '@/lib/desks/cost/actions/checks/instance-checks'
import { keyOpens } from '@/lib/desks/cost/actions/checks/key-opens'
import { formatCount } from '@/lib/kernel/format'
import type { CloudPort } from '../connectors/cloud/port'
import { DatabaseName, SwitchedDatabase } from '../connectors/cloud/ports/database-schedule-port'
import { describeSchedule, isOn } from '../connectors/cloud/weekly-schedule'
import { databaseMove } from './on-their-way'
import { SCHEDULE_BOUNDS, SCHEDULED, SCHEDULING, savedOffHours, scheduledAsk } from './scheduled-hours'
import { type Change, defineTargetAction, type Judged, targetBase } from './target-action'

const Target = z.strictObject({ ...targetBase, ...DatabaseName.shape })
type Target = z.infer<typeof Target>
const Params = z.strictObject({ ...scheduledAsk, targets: z.array(Target).min(1).max(5) })
type Params = z.infer<typeof Params>
type Checked = Judged<Target, SwitchedDatabase, Params>

/** Runs development databases only in working hours. Their storage stays and goes on costing; RDS would start them again after a week, and the schedule does before. */
export const scheduledDatabases = defineTargetAction<Params, Target, SwitchedDatabase>({
  ...SCHEDULED,
  target_kind: 'database',
  touches: 'stateful',
  permissions: [
    'rds:DescribeDBInstances',
    'rds:DescribeDBClusters',
    'cloudwatch:GetMetricData',
    'scheduler:GetSchedule',
    ...SCHEDULING,
    'rds:StopDBInstance',
    'rds:StartDBInstance',
    'rds:StopDBCluster',
    'rds:StartDBCluster',
  ],
  health_signals: ['database_connections', 'application_errors'],
  compared: ['schedule', 'status'],
  dry_run: 'simulated',
  params: Params,
  state: SwitchedDatabase,
  title: (p) => `Run ${formatCount(p.targets.length, 'database')} only ${describeSchedule(p.schedule)}`,
  bounds: SCHEDULE_BOUNDS,
  change: (_t, p) => `runs ${describeSchedule(p.schedule)} instead of always`,
  reach: { dependents: null, on_request_path: false },
  rollback_recipe: [
    'Put back the schedule that each database had, or remove ours',
    'Start the databases that were available before, stop those that were not',
    'Read schedule and state again and compare them with the snapshot',
  ],
  savings: savedOffHours,
  async read(port, place, targets) {
    const found = await port.switchedDatabases(
      place,
      targets.map(({ kind, id }) => ({ kind, id })),
    )
    return new Map(found.flatMap((d) => targets.filter((t) => t.kind === d.kind && t.id === d.id).map((t) => [t.arn, d] as const)))
  },
  checks: [
    notGuarded,
    aDayOld,
    holds<Checked>(
      'non_production',
      { passed: 'every target is tagged dev, test or stage', remedy: 'tag it env=dev, test or stage if that is what it is' },
      ({ state }) => (environmentOf(state.tags) === 'unknown' ? null : environmentOf(state.tags) !== 'prod'),
      ({ state }) => (environmentOf(state.tags) === 'unknown' ? 'its environment' : 'its environment is prod'),
    ),
    notInCluster,
    notReplicated,
    mayBeStopped,
    holds<Checked>(
      'available',
      { passed: 'every target is available', remedy: 'wait until it is available' },
      ({ state }) => state.status === 'available',
      ({ state }) => `is ${state.status}`,
    ),
    holds<Checked>(
      'quiet_off_hours',
      { passed: 'nobody was connected for a week at a time at which the targets would be off', remedy: 'other hours, or a week without connections in them' },
      ({ state, params }) => (state.busy_hours === null ? null : !state.busy_hours.some((at) => !isOn(params.schedule, at))),
      ({ state, params }) =>
        state.busy_hours === null
          ? 'when somebody is connected'
          : `somebody was connected at ${state.busy_hours.filter((at) => !isOn(params.schedule, at)).at(-1)}`,
    ),
    holds<Checked>(
      'no_other_scheduler',
      { passed: 'no other schedule switches the targets', remedy: 'change the existing schedule instead' },
      ({ state }) => state.schedule === null && findSchedulerTag(state.tags) === undefined,
      ({ state }) =>
        state.schedule === null
          ? `is switched by another scheduler (tag ${findSchedulerTag(state.tags)})`
          : `already runs on a schedule (${describeSchedule(state.schedule)})`,
    ),
    keyOpens,
  ],
  move: ({ status }) => databaseMove(status),
  fields: ({ status, schedule, engine, is_multi_az }) => ({
    status: settledStatus(status),
    schedule: schedule === null ? null : describeSchedule(schedule),
    engine,
    is_multi_az,
  }),
  apply: (port, p, t, _before, { now }) => [
    { name: 'schedule', make: (m) => port.putDatabaseSchedule(p, nameOf(t), p.schedule, m) },
    // A schedule acts at its next switch; outside working hours the database is stopped now.
    ...(isOn(p.schedule, now) ? [] : [{ name: 'stop', make: (m: Parameters<Change['make']>[0]) => port.switchDatabase(p, nameOf(t), 'stopped', m) }]),
  ],
  isInPlace: (after, t, p) => after?.schedule != null && describeSchedule(after.schedule) === describeSchedule(p.schedule) && after.id === t.id,
  undo: (port, place, before) => [
    { name: 'schedule', make: (m) => restoreSchedule(port, place, before, m) },
    { name: 'power', make: (m) => port.switchDatabase(place, nameOf(before), settledStatus(before.status) === 'stopped' ? 'stopped' : 'available', m) },
  ],
})

const nameOf = ({ kind, id }: DatabaseName): DatabaseName => ({ kind, id })

function restoreSchedule(port: CloudPort, place: Parameters<CloudPort['tags']>[0], before: SwitchedDatabase, m: Parameters<Change['make']>[0]) {
  return before.schedule === null ? port.deleteDatabaseSchedule(place, nameOf(before), m) : port.putDatabaseSchedule(place, nameOf(before), before.schedule, m)
}
