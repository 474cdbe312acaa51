import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import type { Place } from '../call'
import type { ScalingGroup, ScalingPort } from '../ports/scaling-port'
import { type AwsCalls, foreseen, iso, tagRecord } from './aws-calls'
import { most, readDaily, whole } from './read-daily'

const DAYS = 7
const UNDER_WAY = ['Pending', 'InProgress', 'Baking', 'RollbackInProgress', 'Cancelling']

export function awsScaling(calls: AwsCalls): ScalingPort {
  async function describe(place: Place, names: readonly string[]) {
    const client = (await calls.clients(place)).read(AutoScalingClient)
    const api = 'autoscaling:DescribeAutoScalingGroups'
    return (await calls.ask(api, () => client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...names] })))).AutoScalingGroups ?? []
  }

  return {
    async scalingGroups(place, names) {
      const clients = await calls.clients(place)
      const groups = names.length === 0 ? [] : await describe(place, names)
      const client = clients.read(AutoScalingClient)
      // The daily maximum is that of single instances, so the group is never busier than it says.
      const cpu = await readDaily(
        clients.read(CloudWatchClient),
        groups.map((g, n) => ({
          key: String(n),
          Namespace: 'AWS/EC2',
          MetricName: 'CPUUtilization',
          Stat: 'Maximum',
          dimensions: [{ Name: 'AutoScalingGroupName', Value: g.AutoScalingGroupName ?? '' }],
        })),
        DAYS,
        await calls.now(),
      )
      return Promise.all(
        groups.map(async (g, n): Promise<ScalingGroup> => {
          const name = g.AutoScalingGroupName ?? ''
          const refreshes = await calls.ask('autoscaling:DescribeInstanceRefreshes', () =>
            client.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: name })),
          )
          return {
            arn: g.AutoScalingGroupARN ?? '',
            name,
            min: g.MinSize ?? 0,
            desired: g.DesiredCapacity ?? 0,
            max: g.MaxSize ?? 0,
            in_service: (g.Instances ?? []).filter((i) => i.LifecycleState === 'InService').length,
            cpu_most_pct: most(whole(cpu.get(String(n)), DAYS)),
            is_instance_refresh_running: (refreshes.InstanceRefreshes ?? []).some((r) => UNDER_WAY.includes(r.Status ?? '')),
            created_at: iso(g.CreatedTime),
            tags: tagRecord(g.Tags),
          }
        }),
      )
    },
    async resizeGroup(place, name, { min, desired }, m) {
      const api = 'autoscaling:UpdateAutoScalingGroup'
      const [g] = await describe(place, [name])
      const known = foreseen(api, m, { exists: g !== undefined, is_so: g?.MinSize === min && g.DesiredCapacity === desired })
      const client = (await calls.clients(place)).write(AutoScalingClient)
      const input = { AutoScalingGroupName: name, MinSize: min, DesiredCapacity: desired }
      return known ?? calls.change(api, () => client.send(new UpdateAutoScalingGroupCommand(input)))
    },
  }
}
