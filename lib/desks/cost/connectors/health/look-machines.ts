import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2'
import type { SignalSeries } from '@/lib/verification/signal-points'
import type { AwsClients } from '../cloud/real/aws-clients'
import { allPages, token } from '../cloud/real/aws-describe'
import { type Asking, ownSignals } from './asking'
import { balancedNames, balancedSignals, type TakenOut } from './balancers'
import { type Balanced, type Machine, targetGroupsOf } from './target-groups'
import { type Look, machineSignals, type Name } from './watched'

// Values that one filter of a Describe call takes. A template has fewer targets; of a larger group the rest is in the same target groups.
const MOST_IDS = 200

/** Machines, and who they serve: the target groups in which they are registered, and their load balancers. */
export async function lookAtMachines(asking: Asking, ids: readonly string[]): Promise<Look[]> {
  const clients = await asking.clients()
  const machines = await describeMachines(clients, ids)
  const { found, left_out } = await targetGroupsOf(await asking.targetGroups(), machines, [])
  return ids.map((id): Look => {
    const machine = machines.find((m) => m.id === id)
    const groups = found.filter((g) => machine !== undefined && isMember(g, machine))
    const own = machineSignals({ of: id, Namespace: 'AWS/EC2', dimensions: { InstanceId: id } })
    return {
      label: id,
      watched: [...ownSignals(asking, own), ...groups.flatMap((g) => balancedSignals(g, offBySchedule(asking, g, machines)))],
      series: notAsked(left_out),
      names: [{ Name: 'InstanceId', Value: id }, ...groupName(machine), ...groups.flatMap(balancedNames)],
      silence: machine === undefined ? 'it is not there' : 'it is off, and no load balancer sends anything to it',
    }
  })
}

/** The machines that are there, whatever state they are in. */
export async function describeMachines(clients: AwsClients, ids: readonly string[]): Promise<Machine[]> {
  if (ids.length === 0) return []
  const ec2 = clients.read(EC2Client)
  const Filters = [{ Name: 'instance-id', Values: ids.slice(0, MOST_IDS) }]
  const pages = await allPages('ec2:DescribeInstances', (NextToken) => ec2.send(new DescribeInstancesCommand({ Filters, ...token(NextToken) })))
  return pages
    .flatMap((page) => page.Reservations ?? [])
    .flatMap((r) => r.Instances ?? [])
    .filter((i) => i.State?.Name !== 'terminated')
    .map((i) => ({
      id: i.InstanceId ?? '',
      vpc_id: i.VpcId ?? '',
      addresses: [
        i.PrivateIpAddress ?? [],
        (i.NetworkInterfaces ?? []).flatMap((n) => (n.PrivateIpAddresses ?? []).flatMap((a) => a.PrivateIpAddress ?? [])),
      ].flat(),
      group: (i.Tags ?? []).find((t) => t.Key === 'aws:autoscaling:groupName')?.Value ?? null,
    }))
}

const isMember = ({ members }: Balanced, { id, addresses }: Machine): boolean => [id, ...addresses].some((name) => members.has(name))

/** What could not be asked for is not known, and says so. */
export const notAsked = (left_out: number): SignalSeries[] =>
  left_out === 0
    ? []
    : [{ signal: `target_health of ${left_out} more target groups, which are too many to ask`, kind: 'healthy_count', unit: 'targets', points: [] }]

const groupName = (machine: Machine | undefined): Name[] => (machine?.group == null ? [] : [{ Name: 'AutoScalingGroupName', Value: machine.group }])

/**
 * A machine that is stopped for good although a load balancer sends it requests was not idle: its target group has one healthy target less. In the hours
 * in which a schedule has them off they are not missed.
 */
function offBySchedule({ off }: Asking, group: Balanced, machines: readonly Machine[]): TakenOut {
  const scheduled = off.when === 'by_schedule'
  const out = machines.filter((m) => isMember(group, m)).length
  const isOff: TakenOut['isOff'] = (at) => scheduled && off.at(at)
  return { at: (at) => (isOff(at) ? out : 0), may_be_all: scheduled, isOff }
}
