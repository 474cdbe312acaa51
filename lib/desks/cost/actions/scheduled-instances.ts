import { z } from 'zod'
import { nonProduction, noOtherScheduler, STOP_CHECKS } from '@/lib/desks/cost/actions/checks/instance-checks'
import { RESTART_CHECKS, schedulerOpens } from '@/lib/desks/cost/actions/checks/restart-checks'
import { defineAction } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import type { CloudPort } from '../connectors/cloud/port'
import { describeSchedule, isOn } from '../connectors/cloud/weekly-schedule'
import { captureInstances, checkInstances, INSTANCE_READS, InstanceSnapshot, InstanceTarget, instanceFields, instancesOnTheirWay } from './instance-targets'
import { narrowTargets } from './narrow-targets'
import { type Call, performCalls, tryCalls } from './perform-calls'
import { restorePower } from './restore-power'
import { SCHEDULE_BOUNDS, SCHEDULED, SCHEDULING, savedOffHours, scheduledAsk } from './scheduled-hours'

const MAX_TARGETS = 10

const Params = z.strictObject({ ...scheduledAsk, targets: z.array(InstanceTarget).min(1).max(MAX_TARGETS) })
type Params = z.infer<typeof Params>

const CHECKS = [...STOP_CHECKS, nonProduction, noOtherScheduler]

/** Runs idle development instances only in working hours. Outside them they are stopped; their disks and addresses stay. */
export const scheduledInstances = defineAction<typeof Params, typeof InstanceSnapshot, CloudPort>({
  ...SCHEDULED,
  target_kind: 'instance',
  touches: 'no_data',
  params: Params,
  snapshot: InstanceSnapshot,
  permissions: [...INSTANCE_READS, ...SCHEDULING, 'ec2:StopInstances', 'ec2:StartInstances'],
  health_signals: ['instance_state', 'cpu_p95_pct'],
  expected_fields: ['schedule', 'state'],

  title: (p) => `Run ${formatCount(p.targets.length, 'instance')} only ${describeSchedule(p.schedule)}`,
  place: (p) => p,
  bounds: () => SCHEDULE_BOUNDS,
  targets: (p) => p.targets.map(({ arn, label }) => ({ arn, label, change: `runs ${describeSchedule(p.schedule)} instead of always` })),
  narrow: narrowTargets,
  reach: () => ({ dependents: null, on_request_path: false }),
  rollback_recipe: (p) => [
    `Put back the schedule that each of the ${p.targets.length} instances had, or remove ours`,
    'Start the instances that were running before, stop those that were not',
    'Read schedule and state again and compare them with the snapshot',
  ],
  savings: savedOffHours,

  precheck: (port, p, now) => checkInstances(port, p, now, CHECKS, [...RESTART_CHECKS, schedulerOpens]),
  dryRun: (port, p, run) => tryCalls(p.targets.map((t) => putSchedule(port, p, t, run.key, true))),
  capture: captureInstances,
  fields: instanceFields,
  onTheirWay: instancesOnTheirWay,
  apply(port, p, run) {
    // A schedule acts at its next switch; outside working hours the instances are stopped now.
    const stop_now = !isOn(p.schedule, run.now)
    return performCalls(
      run,
      p.targets.flatMap((t) => [
        putSchedule(port, p, t, run.key, false),
        ...(stop_now
          ? [
              {
                target: t.arn,
                label: t.label,
                make: () => port.stopInstance(p, t.instance_id, { dry_run: false, idempotency_key: `${run.key}:${t.instance_id}:stop` }),
              },
            ]
          : []),
      ]),
    )
  },
  effect(_before, after, p) {
    const wanted = describeSchedule(p.schedule)
    const missing = p.targets.filter((t) => {
      const schedule = after.instances.find((i) => i.arn === t.arn)?.schedule ?? null
      return schedule === null || describeSchedule(schedule) !== wanted
    })
    return missing.length === 0
      ? { status: 'in_place', detail: `${p.targets.length} of ${p.targets.length} instances run ${wanted}` }
      : { status: 'missing', detail: `without the schedule: ${missing.map((t) => t.label).join(', ')}` }
  },
  rollback(port, before, run) {
    return performCalls(
      run,
      before.instances.flatMap((i) => [restoreSchedule(port, before, i, run.key), restorePower(port, before, i, run.key)]),
    )
  },
})

type Was = InstanceSnapshot['instances'][number]

function putSchedule(port: CloudPort, p: Params, t: InstanceTarget, key: string, dry_run: boolean): Call {
  return {
    target: t.arn,
    label: t.label,
    make: () => port.putSchedule(p, t.instance_id, p.schedule, { dry_run, idempotency_key: `${key}:${t.instance_id}:schedule` }),
  }
}

function restoreSchedule(port: CloudPort, before: InstanceSnapshot, i: Was, key: string): Call {
  const m = { dry_run: false, idempotency_key: `${key}:${i.instance_id}:schedule` }
  return {
    target: i.arn,
    label: i.label,
    make: () => (i.schedule === null ? port.deleteSchedule(before, i.instance_id, m) : port.putSchedule(before, i.instance_id, i.schedule, m)),
  }
}
