import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CreateVpcCommand, DescribeInstancesCommand, DescribeSubnetsCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { action } from '@/lib/commands/fixtures/story'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { addHours } from '@/lib/kernel/time'
import { compareSignal } from '@/lib/verification/compare-signal'
import { healthWindow, instantsOf, readingOf } from '@/lib/verification/signal-points'
import { MOTO, MOTO_PLACE, MOTO_START_MS, motoServer, motoTests } from '../cloud/contracts/moto-server.contract'
import { awsClients } from '../cloud/real/aws-clients'
import { cloudWatchHealth } from './cloudwatch'

/**
 * What moto 5.2 does not imitate, and so what is proved against the wire server alone:
 * - CloudWatch DescribeAlarmHistory, and when an alarm last changed: an alarm that is about a target cannot be read.
 * - EC2 DescribeVolumeStatus: volumes cannot be read.
 * - Auto Scaling DescribeScalingActivities: it knows none. S3 ListBucketMetricsConfigurations: buckets cannot be read.
 * Percentiles it gives as none, and what the client compresses it does not read.
 */
const moto = motoServer()
const { client } = moto
const EXECUTED = '2026-11-19T10:00:00.000Z'
const WINDOW = healthWindow(EXECUTED, addHours(EXECUTED, 2))

// More would be compressed.
const POINTS_PER_CALL = 20

/** Writes a metric for every point that is looked at. */
async function write(Namespace: string, MetricName: string, dimensions: Record<string, string>, valueAt: (at: string) => number): Promise<void> {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  const data = instantsOf(WINDOW.stretches).map((at) => ({ MetricName, Dimensions, Timestamp: new Date(at), Value: valueAt(at) }))
  for (let at = 0; at < data.length; at += POINTS_PER_CALL)
    await client(CloudWatchClient).send(new PutMetricDataCommand({ Namespace, MetricData: data.slice(at, at + POINTS_PER_CALL) }))
}

async function health(template: string, arn: string): Promise<Record<string, string>> {
  const clients = awsClients({ ...moto.connection(), session: READ_SESSION })
  const of = { ...action, ...MOTO_PLACE, template, params: {}, targets: [{ arn, label: 'one', change: 'changed' }] }
  const told = await cloudWatchHealth({ clients, clusters: {}, driver: null }).signals(of, WINDOW.stretches, EXECUTED)
  return Object.fromEntries(told.map((s) => [s.signal, compareSignal(readingOf(s, WINDOW)).status]))
}
const arnOf = (service: string, rest: string): string => `arn:aws:${service}:${MOTO_PLACE.region_id}:${MOTO_PLACE.account_id}:${rest}`

async function behindBalancer(): Promise<{ id: string; TargetGroup: string; LoadBalancer: string }> {
  const run = await client(EC2Client).send(new RunInstancesCommand({ ImageId: 'ami-12c6146b', InstanceType: 'm6i.xlarge', MinCount: 1, MaxCount: 1 }))
  const id = run.Instances?.[0]?.InstanceId ?? ''
  const found = await client(EC2Client).send(new DescribeInstancesCommand({ InstanceIds: [id] }))
  const VpcId = found.Reservations?.[0]?.Instances?.[0]?.VpcId ?? ''
  const { Subnets = [] } = await client(EC2Client).send(new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }))
  const elb = client(ElasticLoadBalancingV2Client)
  const balancer = await elb.send(new CreateLoadBalancerCommand({ Name: 'shop', Subnets: Subnets.flatMap((s) => s.SubnetId ?? []) }))
  const groups = await Promise.all(
    ['web', 'beside'].map((Name) => elb.send(new CreateTargetGroupCommand({ Name, Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'instance' }))),
  )
  const [web, beside] = groups.map((g) => g.TargetGroups?.[0]?.TargetGroupArn ?? '')
  const LoadBalancerArn = balancer.LoadBalancers?.[0]?.LoadBalancerArn ?? ''
  for (const [Port, TargetGroupArn = ''] of [[80, web] as const, [81, beside] as const])
    await elb.send(new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port, DefaultActions: [{ Type: 'forward', TargetGroupArn }] }))
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: web ?? '', Targets: [{ Id: id, Port: 8080 }] }))
  return { id, TargetGroup: web?.split(':').at(-1) ?? '', LoadBalancer: LoadBalancerArn.split(':loadbalancer/').at(-1) ?? '' }
}

describe.skipIf(MOTO === '')(motoTests('against moto'), () => {
  beforeAll(async () => {
    await moto.start()
    await client(EC2Client).send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }))
  }, MOTO_START_MS)
  afterAll(() => moto.stop())

  it('finds the target group in which a machine is registered on another port than its own, and what its load balancer says', async () => {
    const { id, TargetGroup, LoadBalancer } = await behindBalancer()
    await write('AWS/EC2', 'StatusCheckFailed', { InstanceId: id }, () => 0)
    await write('AWS/EC2', 'CPUUtilization', { InstanceId: id }, () => 30)
    await write('AWS/ApplicationELB', 'HealthyHostCount', { TargetGroup, LoadBalancer }, () => 1)
    await write('AWS/ApplicationELB', 'RequestCount', { LoadBalancer }, () => 1000)
    await write('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', { LoadBalancer }, (at) => (at < EXECUTED ? 1 : 50))
    const arn = arnOf('ec2', `instance/${id}`)
    expect(await health('rightsize_ec2', arn)).toEqual({
      [`failed_status_checks of ${id}`]: 'ok',
      [`cpu_beyond_80_pct of ${id}`]: 'ok',
      'healthy_targets of web behind shop': 'ok',
      'error_rate of shop': 'degraded',
    })
    expect(Object.keys(await health('stop_idle_ec2', arn))).toEqual(['healthy_targets of web behind shop', 'error_rate of shop'])
  })

  it('reads a database, and that no alarm names it although there is one', async () => {
    const DBInstanceIdentifier = 'reports'
    const input = { DBInstanceIdentifier, DBInstanceClass: 'db.m6g.xlarge', Engine: 'postgres', AllocatedStorage: 20 }
    await client(RDSClient).send(new CreateDBInstanceCommand({ ...input, MasterUsername: 'someone', MasterUserPassword: 'not-a-secret' }))
    const of = {
      Namespace: 'AWS/RDS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average' as const,
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'another' }],
    }
    const when = { ComparisonOperator: 'GreaterThanThreshold' as const, EvaluationPeriods: 1, Period: 300, Threshold: 90 }
    await client(CloudWatchClient).send(new PutMetricAlarmCommand({ AlarmName: 'busy', ...of, ...when }))
    for (const [name, value] of Object.entries({ CPUUtilization: 20, ReadLatency: 0.001, WriteLatency: 0.001, DatabaseConnections: 4 }))
      await write('AWS/RDS', name, { DBInstanceIdentifier }, () => value)
    expect(await health('rightsize_rds', arnOf('rds', `db:${DBInstanceIdentifier}`))).toEqual({
      'cpu_beyond_80_pct of reports': 'ok',
      'read_latency_mean of reports': 'ok',
      'write_latency_mean of reports': 'ok',
      'is_connected_to of reports': 'ok',
    })
  })

  it('reads the events of a log group, and takes one that says nothing for unknown', async () => {
    await write('AWS/Logs', 'IncomingLogEvents', { LogGroupName: '/app/worker' }, (at) => (at < EXECUTED ? 500 : 100))
    expect(await health('set_log_retention', arnOf('logs', 'log-group:/app/worker'))).toEqual({ 'incoming_log_events of /app/worker': 'degraded' })
    expect(await health('set_log_retention', arnOf('logs', 'log-group:/app/quiet'))).toEqual({ 'incoming_log_events of /app/quiet': 'unknown' })
  })
})
