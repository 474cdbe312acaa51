import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { Fault } from '@/lib/kernel/errors'
import { orNone } from '../cloud/real/aws-calls'
import { toFault } from '../cloud/real/aws-classify'
import type { AwsClients } from '../cloud/real/aws-clients'
import { collect } from '../cloud/real/aws-describe'
import { once } from './once'

// As many as AWS gives at once.
const PAGE_SIZE = 400
// Each is asked for its members by a call of its own.
const MOST_GROUPS = 60

/** Machines as a load balancer may know them: by id, or by an address in their network. */
export type Machine = { id: string; vpc_id: string; addresses: readonly string[]; group: string | null }
/** `is_by_address`: its members are addresses, of machines or of pods on them. */
export type Balanced = { arn: string; balancers: readonly string[]; is_by_address: boolean; members: ReadonlySet<string> }

/** The target groups of one place, each asked once, however many actions are looked at together. */
export type TargetGroups = { all(): Promise<TargetGroup[]>; members(arn: string): Promise<ReadonlySet<string>> }

export function targetGroupsIn(clients: AwsClients): TargetGroups {
  const elb = clients.read(ElasticLoadBalancingV2Client)
  const all = once(() => allGroups(elb))
  return { all: () => all('all'), members: once((arn: string) => membersOf(elb, arn)) }
}

/**
 * The target groups behind a load balancer in which any of the machines is registered, and those that are named. `left_out` is how many groups of the same
 * networks were not asked. AWS cannot be asked by a machine, so every group of its network is.
 */
export async function targetGroupsOf(
  groups: TargetGroups,
  machines: readonly Machine[],
  named: readonly string[],
): Promise<{ found: Balanced[]; left_out: number }> {
  if (machines.length === 0 && named.length === 0) return { found: [], left_out: 0 }
  const networks = new Set(machines.map((m) => m.vpc_id))
  const isNamed = (g: TargetGroup): boolean => named.includes(g.TargetGroupArn ?? '')
  const near = (await groups.all()).filter(
    (g) => (g.LoadBalancerArns ?? []).length > 0 && g.TargetType !== 'lambda' && (isNamed(g) || networks.has(g.VpcId ?? '')),
  )
  const asked = [...near.filter(isNamed), ...near.filter((g) => !isNamed(g))].slice(0, MOST_GROUPS)
  const members = await collect(
    asked.map((g) => g.TargetGroupArn ?? ''),
    groups.members,
  )
  const known = new Set(machines.flatMap((m) => [m.id, ...m.addresses]))
  const found = asked.flatMap(({ TargetGroupArn: arn = '', LoadBalancerArns = [], TargetType }): Balanced[] => {
    const of = members.get(arn) ?? new Set()
    return named.includes(arn) || [...of].some((id) => known.has(id))
      ? [{ arn, balancers: LoadBalancerArns, is_by_address: TargetType === 'ip', members: of }]
      : []
  })
  return { found, left_out: near.length - asked.length }
}

async function allGroups(elb: ElasticLoadBalancingV2Client): Promise<TargetGroup[]> {
  const api = 'elasticloadbalancing:DescribeTargetGroups'
  const found: TargetGroup[] = []
  let Marker: string | undefined
  do {
    const input = { PageSize: PAGE_SIZE, ...(Marker === undefined ? {} : { Marker }) }
    const answer = await elb.send(new DescribeTargetGroupsCommand(input)).catch((error: unknown) => {
      throw toFault(error, api)
    })
    if (Marker !== undefined && answer.NextMarker === Marker)
      throw new Fault('provider_down', `AWS answered with a page that leads to itself (${api}): try again later`, { api })
    found.push(...(answer.TargetGroups ?? []))
    Marker = answer.NextMarker
  } while (Marker !== undefined && Marker !== '')
  return found
}

/** A group that has been deleted since it was listed has none. */
async function membersOf(elb: ElasticLoadBalancingV2Client, TargetGroupArn: string): Promise<ReadonlySet<string>> {
  const ask = () => elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
  const answer = await orNone(ask, ['TargetGroupNotFoundException'], { TargetHealthDescriptions: [] }, 'elasticloadbalancing:DescribeTargetHealth')
  return new Set((answer.TargetHealthDescriptions ?? []).flatMap((d) => d.Target?.Id ?? []))
}
