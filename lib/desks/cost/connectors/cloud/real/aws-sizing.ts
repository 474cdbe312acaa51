import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { type _InstanceType, DescribeInstanceTypesCommand, EC2Client, ModifyInstanceAttributeCommand } from '@aws-sdk/client-ec2'
import type { SizingPort } from '../ports/sizing-port'
import type { AwsCalls } from './aws-calls'
import { allPages, token } from './aws-describe'
import { describeOfferings, describeSetups, limitsOf } from './describe-setups'
import { type DailyQuery, most, readDaily, whole } from './read-daily'

const DAYS = 14

/** Memory is read from the CloudWatch agent's `mem_used_percent`, aggregated by instance. */
const queriesOf = (id: string): DailyQuery[] => [
  { key: `cpu ${id}`, Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Stat: 'p99', dimensions: [{ Name: 'InstanceId', Value: id }] },
  { key: `memory ${id}`, Namespace: 'CWAgent', MetricName: 'mem_used_percent', Stat: 'p99', dimensions: [{ Name: 'InstanceId', Value: id }] },
]

export function awsSizing(calls: AwsCalls): SizingPort {
  return {
    async peakUse(place, ids) {
      const client = (await calls.clients(place)).read(CloudWatchClient)
      const use = await readDaily(client, ids.flatMap(queriesOf), DAYS, await calls.now())
      return ids.map((instance_id) => {
        const cpu = use.get(`cpu ${instance_id}`)
        return { instance_id, cpu_p99_pct: most(cpu), memory_p99_pct: most(whole(use.get(`memory ${instance_id}`), DAYS)), metric_days: cpu?.length ?? 0 }
      })
    },
    async machineTypes(place, types) {
      const ec2 = (await calls.clients(place)).read(EC2Client)
      const pages = await allPages('ec2:DescribeInstanceTypes', (NextToken) =>
        ec2.send(new DescribeInstanceTypesCommand({ Filters: [{ Name: 'instance-type', Values: [...types] }], ...token(NextToken) })),
      )
      return pages
        .flatMap((page) => page.InstanceTypes ?? [])
        .flatMap((t) => {
          const [vcpus, memory_mib] = [t.VCpuInfo?.DefaultVCpus, t.MemoryInfo?.SizeInMiB]
          if (vcpus === undefined || memory_mib === undefined || t.InstanceType === undefined) return []
          const architecture = [...(t.ProcessorInfo?.SupportedArchitectures ?? [])].sort().join(' ')
          return { instance_type: t.InstanceType as string, vcpus, memory_mib, architecture, hypervisor: t.Hypervisor ?? 'bare metal', limits: limitsOf(t) }
        })
        .sort((a, b) => (a.instance_type < b.instance_type ? -1 : 1))
    },
    machineSetups: async (place, ids) => (ids.length === 0 ? [] : describeSetups((await calls.clients(place)).read(EC2Client), ids)),
    offeredIn: async (place, types) => describeOfferings((await calls.clients(place)).read(EC2Client), types),
    async setInstanceType(place, InstanceId, instance_type, m) {
      const ec2 = (await calls.clients(place)).write(EC2Client)
      const input = { InstanceId, InstanceType: { Value: instance_type as _InstanceType }, DryRun: m.dry_run } // an unknown type is refused by EC2 itself
      return calls.change('ec2:ModifyInstanceAttribute', () => ec2.send(new ModifyInstanceAttributeCommand(input)))
    },
  }
}
