import { z } from 'zod'
import { holds } from '@/lib/desks/cost/actions/checks/common-checks'
import {
  guardTag,
  isRunning,
  keepsAddress,
  noLocalDisk,
  noOtherScheduler,
  notInCluster,
  notInGroup,
  notProtected,
  notSpot,
  oldEnough,
} from '@/lib/desks/cost/actions/checks/instance-checks'
import type { TargetCheck } from '@/lib/desks/cost/actions/checks/judge-targets'
import { RESIZE_CHECKS } from '@/lib/desks/cost/actions/checks/resize-checks'
import { RESTART_CHECKS } from '@/lib/desks/cost/actions/checks/restart-checks'
import { settledState, tagText } from '@/lib/desks/cost/actions/instance-targets'
import { marginalRatioParam } from '@/lib/desks/cost/actions/marginal-ratio-param'
import { instanceMove } from '@/lib/desks/cost/actions/on-their-way'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, type Change, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import type { Mutation, Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort, RestartFacts } from '@/lib/desks/cost/connectors/cloud/port'
import { MachineSetup, MachineType, type PeakUse } from '@/lib/desks/cost/connectors/cloud/ports/sizing-port'
import { InstanceInventory } from '@/schemas/evidence/cloud'
import { Decimal } from '@/schemas/money'

// Room that must be left in the smaller type at the busiest hour.
const CPU_ROOM = 1.3
const MEMORY_ROOM = 1.2
const LEAST_METRIC_DAYS = 14

const Target = z.strictObject({
  ...targetBase,
  instance_id: z.string().regex(/^i-[0-9a-f]+$/, 'must be an instance id such as i-0123456789abcdef0'),
  instance_type: z.string(),
  to_type: z.string(),
  /** Share of the cost that the smaller type saves, 0..1. */
  saved_share: Decimal,
})
const Params = z.strictObject({ ...askBase, marginal_ratio: marginalRatioParam, targets: z.array(Target).min(1).max(3) })
type Target = z.infer<typeof Target>

const State = z.strictObject({
  instance: InstanceInventory.shape.instances.element,
  restart: z.custom<RestartFacts>().optional(),
  peak: z.custom<PeakUse>().optional(),
  present: MachineType.nullable(),
  wanted: MachineType.nullable(),
  /** Zones that offer the wanted type; this and the next are absent in what was kept before they were read. */
  wanted_in: z.array(z.string()).optional(),
  setup: MachineSetup.optional(),
})
type State = z.infer<typeof State>
type Checked = Judged<Target, State, z.infer<typeof Params>>

const onInstance = <C extends TargetCheck<never, { now: string }>>(
  check: C,
  pick: (s: State) => Parameters<C['judge']>[0],
): TargetCheck<Checked, { now: string }> => ({
  ...check,
  judge: ({ state }, context) => check.judge(pick(state) as never, context),
})

/** Gives an instance a smaller type: stops it, changes the type, starts it. */
export const rightsizeEc2 = defineTargetAction<z.infer<typeof Params>, Target, State>({
  id: 'rightsize_ec2',
  version: 2,
  target_kind: 'instance',
  reversibility: 'R2',
  base_risk: 40,
  touches: 'no_data',
  permissions: [
    'ec2:DescribeInstances',
    'ec2:DescribeInstanceAttribute',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeInstanceTypeOfferings',
    'ec2:DescribeVolumes',
    'scheduler:GetSchedule',
    'kms:DescribeKey',
    'cloudwatch:GetMetricData',
    'ec2:ModifyInstanceAttribute',
    'ec2:StopInstances',
    'ec2:StartInstances',
  ],
  health_signals: ['instance_state', 'cpu_p95_pct', 'target_health'],
  reversible_for: '30 days, with another restart',
  reversible_hours: 24 * 30,
  // The type is changed, and the machine started, once it has stopped.
  stages: 2,
  compared: ['instance_type', 'state'],
  dry_run: 'provider',
  params: Params,
  state: State,
  title: (p) => `Give ${p.targets.map((t) => `${t.label} the type ${t.to_type}`).join(', ')}`,
  bounds: [],
  change: (t) => `${t.instance_type} to ${t.to_type}, with a restart`,
  reach: { dependents: null, on_request_path: null },
  rollback_recipe: ['Stop the instance, set its former type and start it', 'Read type and state again and compare them with the snapshot'],
  savings: (p) => savedShare(p, (t) => t.saved_share, 'of compute, the difference of the types'),
  read,
  checks: [
    ...[guardTag, oldEnough, notInGroup, notInCluster, notSpot, noLocalDisk, notProtected, keepsAddress, isRunning, noOtherScheduler].map((check) =>
      onInstance(check, (s) => s.instance),
    ),
    ...RESTART_CHECKS.map((check) => onInstance(check, (s) => ({ instance: s.instance, facts: s.restart }))),
    holds<Checked>(
      'same_family',
      { passed: 'the smaller type runs the same images', remedy: 'a type of the same architecture and hypervisor' },
      ({ state: { present, wanted } }) =>
        present === null || wanted === null ? null : present.architecture === wanted.architecture && present.hypervisor === wanted.hypervisor,
      ({ state: { present, wanted } }) =>
        present === null || wanted === null ? 'what its types hold' : `${wanted.instance_type} is ${wanted.architecture} on ${wanted.hypervisor}`,
    ),
    ...RESIZE_CHECKS,
    holds<Checked>(
      'cpu_fits',
      { passed: 'the smaller type has a third more CPU than the busiest hour took', remedy: 'a larger type' },
      ({ state: { peak, present, wanted } }) =>
        peak?.cpu_p99_pct == null || peak.metric_days < LEAST_METRIC_DAYS || present === null || wanted === null
          ? null
          : ((peak.cpu_p99_pct * present.vcpus) / 100) * CPU_ROOM <= wanted.vcpus,
      ({ state }) => (state.peak?.cpu_p99_pct == null ? 'its CPU use' : `CPU p99 is ${state.peak.cpu_p99_pct} %`),
    ),
    holds<Checked>(
      'memory_fits',
      { passed: 'the smaller type has a fifth more memory than the busiest hour took', remedy: '14 days of memory metrics that leave room' },
      ({ state: { peak, present, wanted } }) =>
        peak?.memory_p99_pct == null || present === null || wanted === null
          ? null
          : ((peak.memory_p99_pct * present.memory_mib) / 100) * MEMORY_ROOM <= wanted.memory_mib,
      ({ state }) => (state.peak?.memory_p99_pct == null ? 'its memory use' : `memory p99 is ${state.peak.memory_p99_pct} %`),
    ),
  ],
  move: ({ instance }) => instanceMove(instance.state),
  fields: ({ instance: i }) => ({
    state: settledState(i.state),
    instance_type: i.instance_type,
    tags: tagText(i.tags),
  }),
  apply: (port, p, t) => changeType(port, p, t.instance_id, t.to_type, true),
  isInPlace: (after, t) => after?.instance.instance_type === t.to_type && settledState(after.instance.state) === 'running',
  undo: (port, place, { instance }) => changeType(port, place, instance.instance_id, instance.instance_type, settledState(instance.state) === 'running'),
})

const changeType = (port: CloudPort, place: Place, id: string, type: string, runs_after: boolean): Change[] => [
  { name: 'stop', make: (m: Mutation) => port.stopInstance(place, id, m) },
  { name: 'type', stage: 2, make: (m: Mutation) => port.setInstanceType(place, id, type, m) },
  ...(runs_after ? [{ name: 'start', stage: 2, make: (m: Mutation) => startAgain(port, place, id, m) }] : []),
]

/** A dry run on a running instance would only learn that it runs. */
const startAgain = (port: CloudPort, place: Place, id: string, m: Mutation) => (m.dry_run ? port.stopInstance(place, id, m) : port.startInstance(place, id, m))

async function read(port: CloudPort, place: Place, targets: readonly Target[]): Promise<Map<string, State>> {
  const ids = targets.map((t) => t.instance_id)
  const types = [...new Set(targets.flatMap((t) => [t.instance_type, t.to_type]))]
  const [{ instances }, facts, peaks, machines, setups, offers] = await Promise.all([
    port.instances(place, ids),
    port.restartFacts(place, ids),
    port.peakUse(place, ids),
    port.machineTypes(place, types),
    port.machineSetups(place, ids),
    port.offeredIn(
      place,
      targets.map((t) => t.to_type),
    ),
  ])
  const machine = (type: string) => machines.find((m) => m.instance_type === type) ?? null
  return new Map(
    targets.flatMap((t) => {
      const instance = instances.find((i) => i.instance_id === t.instance_id)
      if (instance === undefined) return []
      const restart = facts.find((f) => f.instance_id === t.instance_id)
      const peak = peaks.find((f) => f.instance_id === t.instance_id)
      const setup = setups.find((f) => f.instance_id === t.instance_id)
      const wanted_in = offers.flatMap((o) => (o.instance_type === t.to_type ? [o.zone] : []))
      return [[t.arn, { instance, restart, peak, present: machine(instance.instance_type), wanted: machine(t.to_type), wanted_in, setup }] as const]
    }),
  )
}
