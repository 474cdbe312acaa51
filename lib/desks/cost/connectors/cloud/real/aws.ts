import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  ModifyVolumeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type VolumeType,
} from '@aws-sdk/client-ec2'
import { Fault } from '@/lib/kernel/errors'
import type { WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import type { CallResult, Mutation, Place } from '../call'
import { CLOUD_CAPABILITIES, type CloudPort } from '../port'
import { toInstanceInventory, toVolumeInventory } from '../to-evidence'
import { awsAddresses } from './aws-addresses'
import { awsAnomalies } from './aws-anomalies'
import { awsBuckets } from './aws-buckets'
import { awsBudgets } from './aws-budgets'
import { awsCalls } from './aws-calls'
import { type AwsConnection, accountOf, awsClients } from './aws-clients'
import { awsCounts } from './aws-counts'
import { awsDatabases } from './aws-databases'
import { allPages, collect, describeInstances, describeVolumes, hasAttribute, lastModified, token, typesWithDisks } from './aws-describe'
import { awsLogs } from './aws-logs'
import { readUse } from './aws-metrics'
import { awsScaling } from './aws-scaling'
import { readSchedule, removeSchedule, writeSchedule } from './aws-schedules'
import { awsSizing } from './aws-sizing'
import { awsStorage } from './aws-storage'
import { kubernetesWorkloads } from './kubernetes'
import { readRestartFacts } from './restart-facts'

/**
 * A real account through the AWS SDK. Reads are repeated a few times, changes never. Schedules are pairs of EventBridge Scheduler
 * schedules, which have no dry run of their own: theirs asks EC2 whether the instance may be started and stopped. Workloads need a
 * connected cluster. `pay` is asked before each page of a service that charges for its answers.
 */
export function awsCloud(connection: AwsConnection, now: () => Promise<Instant>, pay: () => Promise<void> = async () => {}): CloudPort {
  const clientsFor = awsClients(connection)
  const ec2 = async (place: Place) => (await clientsFor(place)).reading

  const calls = awsCalls(clientsFor, now)
  const kubernetes = kubernetesWorkloads(connection.clusters ?? {}, connection.timeout_ms, connection.session?.may)
  const { change } = calls

  /** The role that starts and stops instances on schedule, or why schedules cannot be made here. */
  function schedulerRole(place: Place): string {
    const role = accountOf(connection, place.account_id).scheduler_role_arn
    if (role === null)
      throw new Fault('provider_down', `schedules are not configured in account ${place.account_id}: add the role for EventBridge Scheduler`, {
        capability: 'schedules',
      })
    return role
  }

  const power = async (place: Place, id: string, to: 'running' | 'stopped', m: Mutation): Promise<CallResult> => {
    const { writing } = await clientsFor(place)
    const input = { InstanceIds: [id], DryRun: m.dry_run }
    const was = (list: { PreviousState?: { Name?: string | undefined } | undefined }[] | undefined): Pick<CallResult, 'status' | 'detail'> => {
      const state = list?.[0]?.PreviousState?.Name ?? 'unknown'
      return { status: state === to ? 'noop' : 'done', detail: `it was ${state}` }
    }
    return to === 'stopped'
      ? change(
          'ec2:StopInstances',
          () => writing.send(new StopInstancesCommand(input)),
          (a: { StoppingInstances?: [] }) => was(a.StoppingInstances),
        )
      : change(
          'ec2:StartInstances',
          () => writing.send(new StartInstancesCommand(input)),
          (a: { StartingInstances?: [] }) => was(a.StartingInstances),
        )
  }

  return {
    connector: 'aws',
    capabilities: CLOUD_CAPABILITIES.filter((c) => c !== 'workloads' || connection.clusters !== undefined),
    async instances(place, ids) {
      const clients = await clientsFor(place)
      const instances = await describeInstances(clients.reading, ids)
      const found = instances.map((i) => i.InstanceId)
      const [uses, schedules, guarded, types] = await Promise.all([
        readUse(clients.metrics, found, await now()),
        collect(found, (id) => readSchedule(clients.schedules, id)),
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
    restartFacts: async (place, ids) => readRestartFacts(calls, await ec2(place), place, ids),
    async volumes(place, ids) {
      const client = await ec2(place)
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
    schedule: async (place, id) => readSchedule((await clientsFor(place)).schedules, id),
    async tags(place, arn) {
      const client = await ec2(place)
      const pages = await allPages('ec2:DescribeTags', (NextToken) =>
        client.send(new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [ec2Id(arn)] }], ...token(NextToken) })),
      )
      return Object.fromEntries(pages.flatMap((page) => page.Tags ?? []).map((tag) => [tag.Key ?? '', tag.Value ?? '']))
    },
    stopInstance: (place, id, m) => power(place, id, 'stopped', m),
    startInstance: (place, id, m) => power(place, id, 'running', m),
    async putSchedule(place, id, schedule, m) {
      const role_arn = schedulerRole(place)
      const { schedules, scheduling } = await clientsFor(place)
      if (m.dry_run) return trySwitching(place, id, m)
      if (same(await readSchedule(schedules, id), schedule))
        return { api: 'scheduler:UpdateSchedule', request_id: null, status: 'noop', detail: 'it has this schedule' }
      return writeSchedule({ reading: schedules, writing: scheduling, instance_id: id, role_arn, idempotency_key: m.idempotency_key }, schedule)
    },
    async deleteSchedule(place, id, m) {
      if (m.dry_run) return trySwitching(place, id, m)
      return removeSchedule((await clientsFor(place)).scheduling, id, m.idempotency_key)
    },
    async putTags(place, arn, tags, m) {
      const { writing } = await clientsFor(place)
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
      return change('ec2:CreateTags', () => writing.send(new CreateTagsCommand({ Resources: [ec2Id(arn)], Tags, DryRun: m.dry_run })))
    },
    async deleteTags(place, arn, keys, m) {
      const { writing } = await clientsFor(place)
      return change('ec2:DeleteTags', () =>
        writing.send(new DeleteTagsCommand({ Resources: [ec2Id(arn)], Tags: keys.map((Key) => ({ Key })), DryRun: m.dry_run })),
      )
    },
    async modifyVolume(place, id, { volume_type, iops, throughput }, m) {
      const { writing } = await clientsFor(place)
      const input = {
        VolumeId: id,
        VolumeType: volume_type as VolumeType, // an unknown type is refused by EC2 itself
        ...(iops === null || volume_type === 'gp2' ? {} : { Iops: iops }),
        ...(throughput === null ? {} : { Throughput: throughput }),
        DryRun: m.dry_run,
      }
      return change('ec2:ModifyVolume', () => writing.send(new ModifyVolumeCommand(input)))
    },
    ...awsLogs(calls),
    ...awsBudgets(calls),
    ...awsBuckets(calls),
    ...awsDatabases(calls),
    ...awsSizing(calls),
    ...awsStorage(calls),
    ...awsCounts(calls),
    ...awsAddresses(calls),
    ...awsScaling(calls),
    ...awsAnomalies(calls, pay),
    changeable: kubernetes.changeable,
    workloads: kubernetes.workloads,
    setRequests: kubernetes.setRequests,
  }

  /** Whether the instance may be stopped and started: what the schedule will do. */
  async function trySwitching(place: Place, id: string, m: Mutation): Promise<CallResult> {
    const stop = await power(place, id, 'stopped', { ...m, dry_run: true })
    return stop.status === 'would_succeed' ? power(place, id, 'running', { ...m, dry_run: true }) : stop
  }
}

const same = (a: WeeklySchedule | null, b: WeeklySchedule): boolean => a !== null && JSON.stringify(a) === JSON.stringify(b)

/** The id that EC2 knows a resource by. Throws Fault `provider_down` for other services' resources. */
function ec2Id(arn: string): string {
  const match = /^arn:aws[^:]*:ec2:[^:]*:\d*:[^/]+\/(.+)$/.exec(arn)
  if (match?.[1] === undefined) throw new Fault('provider_down', 'only EC2 resources can be tagged through this connection', { capability: 'tags', arn })
  return match[1]
}
