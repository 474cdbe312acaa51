import { type EC2Client, ModifyVolumeCommand, StartInstancesCommand, StopInstancesCommand, type VolumeType } from '@aws-sdk/client-ec2'
import type { WeeklySchedule } from '@/schemas/simulation'
import type { CallResult, Mutation, Place } from '../call'
import type { MachinePort, VolumeShape } from '../port'
import { toInstanceInventory, toVolumeInventory } from '../to-evidence'
import type { AwsCalls } from './aws-calls'
import type { AwsConnection } from './aws-clients'
import { collect, describeInstances, describeVolumes, hasAttribute, lastModified, typesWithDisks } from './aws-describe'
import { readUse } from './aws-metrics'
import { readSchedule, removeSchedule, switchedInstance, writeSchedule } from './aws-schedules'
import { readRestartFacts } from './restart-facts'
import { schedulerRole } from './scheduler-role'

type Part<K extends keyof MachinePort> = Pick<MachinePort, K>

/** State and use of instances and of their disks. */
export const awsInventory = (calls: AwsCalls): Part<'instances' | 'restartFacts' | 'volumes' | 'schedule'> => ({
  async instances(place, ids) {
    const clients = await calls.clients(place)
    const instances = await describeInstances(clients.reading, ids)
    const found = instances.map((i) => i.InstanceId)
    const [uses, schedules, guarded, types] = await Promise.all([
      readUse(clients.metrics, found, await calls.now()),
      collect(found, (id) => readSchedule(clients.schedules, switchedInstance(id))),
      collect(found, (id) => hasAttribute(clients.reading, id, 'disableApiTermination')),
      typesWithDisks(clients.reading, [...new Set(instances.map((i) => i.InstanceType))]),
    ])
    return toInstanceInventory({
      place,
      instances,
      uses,
      schedules: new Map([...schedules].flatMap(([id, schedule]) => (schedule === null ? [] : [[id, schedule] as const]))),
      protected_ids: new Set(found.filter((id) => guarded.get(id))),
      local_disk_ids: new Set(instances.filter((i) => types.has(i.InstanceType)).map((i) => i.InstanceId)),
    })
  },
  restartFacts: async (place, ids) => readRestartFacts(calls, (await calls.clients(place)).reading, place, ids),
  async volumes(place, ids) {
    const client = (await calls.clients(place)).reading
    const volumes = await describeVolumes(client, 'volume-id', ids)
    return toVolumeInventory(
      place,
      volumes,
      await lastModified(
        client,
        volumes.map((v) => v.VolumeId),
      ),
    )
  },
  schedule: async (place, id) => readSchedule((await calls.clients(place)).schedules, switchedInstance(id)),
})

/** Starting, stopping and scheduling instances, and changing their disks. */
export function awsMachines(
  calls: AwsCalls,
  connection: AwsConnection,
): Part<'stopInstance' | 'startInstance' | 'putSchedule' | 'deleteSchedule' | 'modifyVolume'> {
  /** Whether the instance may be stopped and started: what the schedule will do. */
  async function trySwitching(place: Place, id: string, m: Mutation): Promise<CallResult> {
    const stop = await power(calls, place, id, 'stopped', { ...m, dry_run: true })
    return stop.status === 'would_succeed' ? power(calls, place, id, 'running', { ...m, dry_run: true }) : stop
  }
  return {
    stopInstance: (place, id, m) => power(calls, place, id, 'stopped', m),
    startInstance: (place, id, m) => power(calls, place, id, 'running', m),
    async putSchedule(place, id, schedule, m) {
      const role_arn = schedulerRole(connection, place)
      const { schedules, scheduling } = await calls.clients(place)
      if (m.dry_run) return trySwitching(place, id, m)
      const switched = switchedInstance(id)
      if (sameSchedule(await readSchedule(schedules, switched), schedule)) return HAS_SCHEDULE
      return writeSchedule({ reading: schedules, writing: scheduling, switched, role_arn, idempotency_key: m.idempotency_key }, schedule)
    },
    async deleteSchedule(place, id, m) {
      if (m.dry_run) return trySwitching(place, id, m)
      return removeSchedule((await calls.clients(place)).scheduling, switchedInstance(id), m.idempotency_key)
    },
    async modifyVolume(place, id, shape, m) {
      const { reading, writing } = await calls.clients(place)
      // EC2 counts every modification of a volume: none is spent on one that has what is asked for.
      if (!m.dry_run && (await isAlready(reading, id, shape))) return { api: 'ec2:ModifyVolume', request_id: null, status: 'noop', detail: 'it is so already' }
      const { volume_type, iops, throughput } = shape
      const input = {
        VolumeId: id,
        VolumeType: volume_type as VolumeType, // an unknown type is refused by EC2 itself
        ...(iops === null || volume_type === 'gp2' ? {} : { Iops: iops }),
        ...(throughput === null ? {} : { Throughput: throughput }),
        DryRun: m.dry_run,
      }
      return calls.change('ec2:ModifyVolume', () => writing.send(new ModifyVolumeCommand(input)))
    },
  }
}

/** Whether a volume has this shape, and not only until a modification of it has taken hold. What gp2 has follows from its size. */
async function isAlready(client: EC2Client, id: string, { volume_type, iops, throughput }: VolumeShape): Promise<boolean> {
  const [volumes, modified] = await Promise.all([describeVolumes(client, 'volume-id', [id]), lastModified(client, [id])])
  const [v] = volumes
  if (v === undefined || modified.get(id)?.state === 'modifying' || v.VolumeType !== volume_type) return false
  return volume_type === 'gp2' || ((v.Iops ?? null) === iops && (v.Throughput ?? null) === throughput)
}

/** States in which it is where it should go, or on its way there. */
const THERE = { stopped: ['stopped', 'stopping'], running: ['running', 'pending'] }

type Was = Pick<CallResult, 'status' | 'detail'>

async function power(calls: AwsCalls, place: Place, id: string, to: 'running' | 'stopped', m: Mutation): Promise<CallResult> {
  const { writing } = await calls.clients(place)
  const input = { InstanceIds: [id], DryRun: m.dry_run }
  const was = (list: { PreviousState?: { Name?: string | undefined } | undefined }[] | undefined): Was => {
    const state = list?.[0]?.PreviousState?.Name ?? 'unknown'
    return { status: THERE[to].includes(state) ? 'noop' : 'done', detail: `it was ${state}` }
  }
  return to === 'stopped'
    ? calls.change(
        'ec2:StopInstances',
        () => writing.send(new StopInstancesCommand(input)),
        (a: { StoppingInstances?: [] }) => was(a.StoppingInstances),
      )
    : calls.change(
        'ec2:StartInstances',
        () => writing.send(new StartInstancesCommand(input)),
        (a: { StartingInstances?: [] }) => was(a.StartingInstances),
      )
}

/** Said of a schedule that is there already. */
export const HAS_SCHEDULE: CallResult = { api: 'scheduler:UpdateSchedule', request_id: null, status: 'noop', detail: 'it has this schedule' }
export const sameSchedule = (a: WeeklySchedule | null, b: WeeklySchedule): boolean => a !== null && JSON.stringify(a) === JSON.stringify(b)
