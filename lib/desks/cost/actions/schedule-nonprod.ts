import { z } from 'zod'
import { defineAction } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import { Big, big, toDecimal } from '@/lib/kernel/money'
import { Currency, Decimal } from '@/schemas/money'
import { WeeklySchedule } from '@/schemas/simulation'
import type { CloudPort } from '../connectors/cloud/port'
import { describeSchedule, HOURS_PER_WEEK, hoursOn, isOn } from '../connectors/cloud/weekly-schedule'
import { nonProduction, noOtherScheduler, STOP_CHECKS } from './instance-checks'
import { captureInstances, checkInstances, InstanceSnapshot, InstanceTarget, instanceFields } from './instance-targets'
import { monthlySavings, sum } from './monthly-savings'
import { type Call, performCalls, tryCalls } from './perform-calls'
import { restorePower } from './restore-power'

const MAX_TARGETS = 10
const REVERSIBLE_HOURS = 24 * 30

const ScheduleNonprodParams = z.strictObject({
  account_id: z.string(),
  region_id: z.string(),
  environment: z.enum(['dev', 'test', 'stage']),
  schedule: WeeklySchedule.refine((s) => s.off_hour > s.on_hour, 'off_hour must be after on_hour').refine(
    (s) => hoursOn(s) < HOURS_PER_WEEK,
    'must switch off at some time',
  ),
  targets: z.array(InstanceTarget).min(1).max(MAX_TARGETS),
  currency: Currency,
  marginal_ratio: Decimal.refine((d) => big(d).gte(0) && big(d).lte(1), 'must be between 0 and 1'),
})
type Params = z.infer<typeof ScheduleNonprodParams>

const CHECKS = [...STOP_CHECKS, nonProduction, noOtherScheduler]

/** Runs idle development instances only in working hours. Outside them they are stopped; their disks and addresses stay. */
export const scheduleNonprod = defineAction<typeof ScheduleNonprodParams, typeof InstanceSnapshot, CloudPort>({
  id: 'schedule_nonprod',
  version: 1,
  target_kind: 'instance',
  reversibility: 'R1',
  base_risk: 18,
  touches: 'no_data',
  params: ScheduleNonprodParams,
  snapshot: InstanceSnapshot,
  permissions: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeVolumes',
    'cloudwatch:GetMetricData',
    'scheduler:GetSchedule',
    'scheduler:CreateSchedule',
    'scheduler:UpdateSchedule',
    'scheduler:DeleteSchedule',
    'iam:PassRole',
    'ec2:StopInstances',
    'ec2:StartInstances',
  ],
  health_signals: ['instance_state', 'cpu_p95_pct'],
  reversible_for: '30 days',
  reversible_hours: REVERSIBLE_HOURS,
  expected_fields: ['schedule', 'state'],

  title: (p) => `Run ${formatCount(p.targets.length, 'instance')} only ${describeSchedule(p.schedule)}`,
  place: (p) => p,
  bounds: () => [
    { param: 'schedule.on_hour', min: 0, max: 23, options: null, rule: 'full hours, before the end' },
    { param: 'schedule.off_hour', min: 1, max: 24, options: null, rule: 'full hours, after the start' },
    { param: 'schedule.days', min: 0, max: 6, options: null, rule: '0 is Monday; at least one day, and not every hour of the week' },
  ],
  targets: (p) => p.targets.map(({ arn, label }) => ({ arn, label, change: `runs ${describeSchedule(p.schedule)} instead of always` })),
  narrow(p, keep) {
    const targets = p.targets.filter((t) => keep(t.arn))
    return targets.length === 0 ? null : { ...p, targets }
  },
  reach: () => ({ dependents: null, on_request_path: false }),
  rollback_recipe: (p) => [
    `Put back the schedule that each of the ${p.targets.length} instances had, or remove ours`,
    'Start the instances that were running before, stop those that were not',
    'Read schedule and state again and compare them with the snapshot',
  ],
  savings(p) {
    const off = HOURS_PER_WEEK - hoursOn(p.schedule)
    const share = new Big(off).div(HOURS_PER_WEEK)
    const [effective, list] = [sum(p.targets.map((t) => t.effective_cost_per_day)), sum(p.targets.map((t) => t.list_cost_per_day))]
    const formula = `${effective} ${p.currency}/day x ${off} of ${HOURS_PER_WEEK} hours off x 30.4 days${p.marginal_ratio === '1' ? '' : ` x ${p.marginal_ratio} that leaves the bill`}`
    return monthlySavings({
      currency: p.currency,
      effective: toDecimal(big(effective).times(share)),
      list: toDecimal(big(list).times(share)),
      marginal_ratio: p.marginal_ratio,
      formula,
    })
  },

  precheck: (port, p, now) => checkInstances(port, p, now, CHECKS),
  dryRun: (port, p, run) => tryCalls(p.targets.map((t) => putSchedule(port, p, t, run.key, true))),
  capture: captureInstances,
  fields: instanceFields,
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
