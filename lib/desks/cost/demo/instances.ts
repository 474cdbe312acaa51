import { sha256 } from '@/lib/kernel/canonical'
import type { SimulatedInstance } from '../connectors/cloud/simulation/estate'
import { ACCOUNTS } from './accounts'
import { INSTANCE_GROUPS, type InstanceGroup } from './instance-groups'
import { arnOf, hexId } from './line'

export const INSTANCES: readonly SimulatedInstance[] = INSTANCE_GROUPS.flatMap((group) =>
  Array.from({ length: group.count }, (_, i) => instanceOf(group, i + 1)),
)

function instanceOf(group: InstanceGroup, n: number): SimulatedInstance {
  const name = `${group.name}-${n}`
  const instance_id = hexId('i', `${group.account}/${name}`)
  return {
    account_id: ACCOUNTS[group.account].account_id,
    arn: arnOf(group.account, group.region, 'ec2', `instance/${instance_id}`),
    instance_id,
    region_id: group.region,
    instance_type: group.type,
    state: 'running',
    launched_at: group.launched_at,
    tags: { Name: name, team: group.team, env: ACCOUNTS[group.account].env, ...group.tags },
    is_spot: false,
    auto_scaling_group: null,
    has_instance_store: false,
    has_termination_protection: false,
    public_ip: 'none',
    quirks: [],
    cpu_p95_pct: spread(group.cpu_p95_pct, name),
    network_mb_per_hour: spread(group.network_mb_per_hour, name),
    ...group.differs,
  }
}

/** Within 10 % of the group's figure, one decimal, fixed by the name. */
function spread(value: number, name: string): number {
  const share = Number.parseInt(sha256(`use:${name}`).slice(0, 4), 16) / 0xffff
  return Math.round(value * (0.9 + 0.2 * share) * 10) / 10
}
