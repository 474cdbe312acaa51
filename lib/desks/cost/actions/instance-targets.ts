import { z } from 'zod'
import type { Instance } from '@/lib/desks/cost/actions/checks/instance-checks'
import { judgeTargets, type TargetCheck } from '@/lib/desks/cost/actions/checks/judge-targets'
import { RESTART_CHECKS, type RestartCheck } from '@/lib/desks/cost/actions/checks/restart-checks'
import type { CheckedTargets, OnItsWay, RunContext, SnapshotField } from '@/lib/execution/template'
import { Decimal } from '@/schemas/money'
import { WeeklySchedule } from '@/schemas/simulation'
import type { Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import { describeSchedule } from '../connectors/cloud/weekly-schedule'
import { instanceMove } from './on-their-way'

/** One instance with what the bill charged for its compute per day, so that the saving can be computed from the parameters alone. */
export const InstanceTarget = z.strictObject({
  arn: z.string().startsWith('arn:'),
  instance_id: z.string().regex(/^i-[0-9a-f]+$/, 'must be an instance id such as i-0123456789abcdef0'),
  label: z.string(),
  instance_type: z.string(),
  effective_cost_per_day: Decimal,
  list_cost_per_day: Decimal,
})
export type InstanceTarget = z.infer<typeof InstanceTarget>

/** What an instance was like at one moment, as far as the actions may touch or depend on it. */
export const InstanceSnapshot = z.strictObject({
  account_id: z.string(),
  region_id: z.string(),
  taken_at: z.string(),
  instances: z.array(
    z.strictObject({
      arn: z.string(),
      instance_id: z.string(),
      label: z.string(),
      state: z.string(),
      instance_type: z.string(),
      schedule: WeeklySchedule.nullable(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
})
export type InstanceSnapshot = z.infer<typeof InstanceSnapshot>

/** What looking at instances needs: state, use, disks and our schedule. */
export const INSTANCE_READS = [
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeVolumes',
  'cloudwatch:GetMetricData',
  'scheduler:GetSchedule',
] as const

type Params = Place & { targets: readonly InstanceTarget[] }
const ids = (params: Params): string[] => params.targets.map((t) => t.instance_id)

/** The inventory's checks and the restart checks, on instances that are read again. */
export async function checkInstances(
  port: CloudPort,
  params: Params,
  now: string,
  checks: readonly TargetCheck<Instance, { now: string }>[],
  restart_checks: readonly RestartCheck[] = RESTART_CHECKS,
): Promise<CheckedTargets[]> {
  const [{ instances }, facts] = await Promise.all([port.instances(params, ids(params)), port.restartFacts(params, ids(params))])
  const targets = params.targets.map(({ arn, label, instance_id }) => ({ arn, label, state: instances.find((i) => i.instance_id === instance_id) }))
  const restart = targets.map(({ arn, label, state }) => ({
    arn,
    label,
    state: state === undefined ? undefined : { instance: state, facts: facts.find((f) => f.instance_id === state.instance_id) },
  }))
  return [...judgeTargets(checks, targets, { now }), ...judgeTargets(restart_checks, restart, { now }).slice(1)]
}

export async function captureInstances(port: CloudPort, params: Params, run: RunContext): Promise<InstanceSnapshot> {
  const [{ instances }, ...found] = await Promise.all([port.instances(params, ids(params)), ...ids(params).map((id) => port.schedule(params, id))])
  const schedules = new Map(ids(params).map((id, n) => [id, found[n]]))
  return {
    account_id: params.account_id,
    region_id: params.region_id,
    taken_at: run.now,
    instances: instances.map((i) => ({
      arn: i.arn,
      instance_id: i.instance_id,
      label: params.targets.find((t) => t.instance_id === i.instance_id)?.label ?? i.instance_id,
      state: i.state,
      instance_type: i.instance_type,
      schedule: schedules.get(i.instance_id) ?? null,
      tags: i.tags,
    })),
  }
}

export const instanceFields = (snapshot: InstanceSnapshot): SnapshotField[] =>
  snapshot.instances.flatMap(({ label, state, schedule, instance_type, tags }) => [
    { target: label, field: 'state', value: settledState(state) },
    { target: label, field: 'schedule', value: schedule === null ? 'none' : describeSchedule(schedule) },
    { target: label, field: 'instance_type', value: instance_type },
    { target: label, field: 'tags', value: tagText(tags) },
  ])

export const instancesOnTheirWay = (snapshot: InstanceSnapshot): OnItsWay[] =>
  snapshot.instances.flatMap(({ label, state }) => {
    const move = instanceMove(state)
    return move === null ? [] : [{ target: label, ...move }]
  })

export const tagText = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')

/** Where an instance is going is what it is compared as: a start takes a minute and is not a difference. */
export const settledState = (state: string): string => (state === 'pending' ? 'running' : state === 'stopping' ? 'stopped' : state)
