import { items, tagXml } from '../cloud/contracts/wire-call.contract'

type Query = { Id: string; MetricStat: { Metric: { Namespace: string; MetricName: string; Dimensions?: { Name: string; Value: string }[] }; Stat: string } }
/** "AWS/EC2 StatusCheckFailed Maximum InstanceId=i-0a" */
export type MetricText = string

/** As much of an account as health is asked about. */
export type HealthAccount = {
  instances: { id: string; vpc: string; address: string; state: string }[]
  volumes: { id: string; on: string[]; status: string }[]
  groups: { name: string; members: string[]; cluster: string | null; is_counted: boolean; target_groups: string[] }[]
  target_groups: { name: string; vpc: string; balancer: string | null; members: string[]; type?: string }[]
  databases: { id: string; replicas: string[] }[]
  alarms: { name: string; dimensions: Record<string, string>; state: string; steps: { at: string; to: string }[]; actions?: string[]; missing?: string }[]
  activities: { at: string; group: string; status: string; text: string }[]
  /** The filter of a bucket that takes in all of it; null where its requests are not measured. */
  buckets: Record<string, string | null>
  metric(name: MetricText, at: string): number | null
  metric_status?: string
}

export const EMPTY: HealthAccount = {
  instances: [],
  volumes: [],
  groups: [],
  target_groups: [],
  databases: [],
  alarms: [],
  activities: [],
  buckets: {},
  metric: () => null,
}

const elbArn = (of: string): string => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${of}`
export const groupArn = (name: string): string => elbArn(`targetgroup/${name}/1234567890abcdef`)
const balancerArn = (name: string): string => elbArn(`loadbalancer/${name}/fedcba0987654321`)

const PAGE = 2
/** Two of a list, from the place that the token of the page before names. */
function page<T>(list: readonly T[], token: string | null): { some: readonly T[]; next: string | null } {
  const start = Number(token ?? 0)
  return { some: list.slice(start, start + PAGE), next: start + PAGE < list.length ? String(start + PAGE) : null }
}

/** What EC2, Auto Scaling, Elastic Load Balancing, RDS and STS answer. */
export const XML_ANSWERS: Record<string, (a: HealthAccount, form: URLSearchParams) => string> = {
  GetCallerIdentity: () => '<Arn>arn:aws:iam::111122223333:user/x</Arn><UserId>x</UserId><Account>111122223333</Account>',
  DescribeInstances: (a, form) =>
    `<reservationSet><item><instancesSet>${items(
      a.instances
        .filter((i) => [...form.values()].includes(i.id))
        .map(
          (i) =>
            `<instanceId>${i.id}</instanceId><vpcId>${i.vpc}</vpcId><privateIpAddress>${i.address}</privateIpAddress><instanceState><code>16</code><name>${i.state}</name></instanceState>`,
        ),
    )}</instancesSet></item></reservationSet>`,
  DescribeVolumes: (a, form) =>
    `<volumeSet>${items(
      a.volumes
        .filter((v) => [...form.values()].includes(v.id))
        .map((v) => `<volumeId>${v.id}</volumeId><attachmentSet>${items(v.on.map((i) => `<instanceId>${i}</instanceId>`))}</attachmentSet>`),
    )}</volumeSet>`,
  DescribeVolumeStatus: (a) =>
    `<volumeStatusSet>${items(a.volumes.map((v) => `<volumeId>${v.id}</volumeId><volumeStatus><status>${v.status}</status></volumeStatus>`))}</volumeStatusSet>`,
  DescribeAutoScalingGroups: (a) =>
    `<AutoScalingGroups>${items(
      a.groups.map(
        (g) =>
          `<AutoScalingGroupName>${g.name}</AutoScalingGroupName><Instances>${items(
            g.members.map((id) => `<InstanceId>${id}</InstanceId>`),
            'member',
          )}</Instances><TargetGroupARNs>${items(g.target_groups.map(groupArn), 'member')}</TargetGroupARNs><EnabledMetrics>${
            g.is_counted ? '<member><Metric>GroupInServiceInstances</Metric></member>' : ''
          }</EnabledMetrics>${g.cluster === null ? '' : tagXml({ 'eks:cluster-name': g.cluster }, 'Tags', 'member')}`,
      ),
      'member',
    )}</AutoScalingGroups>`,
  DescribeScalingActivities(a, form) {
    const group = form.get('AutoScalingGroupName')
    const latest = a.activities.filter((x) => group === null || x.group === group).sort((x, y) => (x.at < y.at ? 1 : -1))
    const { some, next } = page(latest, form.get('NextToken'))
    const xml = some.map(
      (x) =>
        `<StatusCode>${x.status}</StatusCode><StartTime>${x.at}</StartTime><Description>Launching a new EC2 instance</Description><StatusMessage>${x.text}</StatusMessage>`,
    )
    return `<Activities>${items(xml, 'member')}</Activities>${next === null ? '' : `<NextToken>${next}</NextToken>`}`
  },
  DescribeTargetGroups(a, form) {
    const { some, next } = page(a.target_groups, form.get('Marker'))
    const xml = some.map(
      (g) =>
        `<TargetGroupArn>${groupArn(g.name)}</TargetGroupArn><VpcId>${g.vpc}</VpcId><TargetType>${g.type ?? 'instance'}</TargetType><LoadBalancerArns>${
          g.balancer === null ? '' : `<member>${balancerArn(g.balancer)}</member>`
        }</LoadBalancerArns>`,
    )
    return `<TargetGroups>${items(xml, 'member')}</TargetGroups>${next === null ? '' : `<NextMarker>${next}</NextMarker>`}`
  },
  DescribeTargetHealth: (a, form) =>
    `<TargetHealthDescriptions>${items(
      (a.target_groups.find((g) => groupArn(g.name) === form.get('TargetGroupArn'))?.members ?? []).map((id) => `<Target><Id>${id}</Id></Target>`),
      'member',
    )}</TargetHealthDescriptions>`,
  DescribeDBInstances: (a, form) =>
    `<DBInstances>${items(
      a.databases
        .filter((d) => d.id === form.get('DBInstanceIdentifier'))
        .map(
          (d) =>
            `<DBInstanceIdentifier>${d.id}</DBInstanceIdentifier><ReadReplicaDBInstanceIdentifiers>${items(d.replicas, 'ReadReplicaDBInstanceIdentifier')}</ReadReplicaDBInstanceIdentifiers>`,
        ),
      'DBInstance',
    )}</DBInstances>`,
}

const seconds = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at) / 1000)

/** What CloudWatch answers. */
export const JSON_ANSWERS: Record<string, (a: HealthAccount, body: Record<string, unknown>) => unknown> = {
  DescribeAlarms(a, body) {
    const { some, next } = page(a.alarms, (body['NextToken'] as string | undefined) ?? null)
    const MetricAlarms = some.map((x) => ({
      AlarmName: x.name,
      StateValue: x.state,
      AlarmActions: x.actions ?? [],
      TreatMissingData: x.missing ?? 'missing',
      StateTransitionedTimestamp: x.steps.length === 0 ? 0 : seconds(x.steps.at(-1)?.at ?? ''),
      Dimensions: Object.entries(x.dimensions).map(([Name, Value]) => ({ Name, Value })),
    }))
    return { MetricAlarms, ...(next === null ? {} : { NextToken: next }) }
  },
  DescribeAlarmHistory(a, body) {
    const steps = a.alarms.find((x) => x.name === body['AlarmName'])?.steps ?? []
    const AlarmHistoryItems = steps.map(({ at, to }) => ({
      Timestamp: seconds(at),
      HistoryItemType: 'StateUpdate',
      HistoryData: JSON.stringify({ version: '1.0', oldState: { stateValue: to === 'ALARM' ? 'OK' : 'ALARM' }, newState: { stateValue: to } }),
    }))
    return { AlarmHistoryItems }
  },
  GetMetricData(a, body) {
    const [start, end] = [seconds(body['StartTime'] as number), seconds(body['EndTime'] as number)]
    const MetricDataResults = (body['MetricDataQueries'] as Query[]).map(({ Id, MetricStat: { Metric, Stat } }) => {
      const of = (Metric.Dimensions ?? []).map((d) => `${d.Name}=${d.Value}`).join(' ')
      const points = Array.from({ length: (end - start) / 300 }, (_, n) => start + n * 300).flatMap((at) => {
        const value = a.metric(`${Metric.Namespace} ${Metric.MetricName} ${Stat} ${of}`, new Date(at * 1000).toISOString())
        return value === null ? [] : [{ at, value }]
      })
      return { Id, StatusCode: a.metric_status ?? 'Complete', Timestamps: points.map((p) => p.at), Values: points.map((p) => p.value) }
    })
    return { MetricDataResults }
  },
}

/** What S3 answers: one filter that takes in a part of the bucket, and the one of all of it where there is one. */
export function bucketXml({ buckets }: HealthAccount, bucket: string): string {
  const id = buckets[bucket] ?? null
  const prefixed = '<MetricsConfiguration><Id>part</Id><Filter><Prefix>logs/</Prefix></Filter></MetricsConfiguration>'
  const whole = id === null ? '' : `<MetricsConfiguration><Id>${id}</Id></MetricsConfiguration>`
  return `<ListMetricsConfigurationsResult><IsTruncated>false</IsTruncated>${prefixed}${whole}</ListMetricsConfigurationsResult>`
}
