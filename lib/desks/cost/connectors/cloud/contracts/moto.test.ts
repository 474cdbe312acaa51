import { AutoScalingClient, CreateAutoScalingGroupCommand, CreateLaunchConfigurationCommand } from '@aws-sdk/client-auto-scaling'
import { BudgetsClient, CreateBudgetCommand, CreateNotificationCommand } from '@aws-sdk/client-budgets'
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { AllocateAddressCommand, CreateSnapshotCommand, CreateVolumeCommand, DescribeSubnetsCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { changeText } from '../../../actions/change-text'
import { awsBudgetStatus } from '../../budgets/aws'
import { awsTags } from '../../tags/aws'
import { RESOURCE_KINDS } from '../ports/count-port'
import { awsCloud } from '../real/aws'
import { awsClients } from '../real/aws-clients'
import { tryRole } from '../real/try-acting'
import type { Given } from './given.contract'
import { MOTO, MOTO_PLACE, MOTO_START_MS, motoServer, motoTests } from './moto-server.contract'
import { CONTRACT_PORTS, type ContractPort, portContract } from './ports.contract'

/**
 * What moto 5.2 does not imitate, and so what is proved against the wire server alone:
 * - EC2 DisableImage, EnableImage: an image is read and not disabled.
 * - EC2 DescribeLockedSnapshots, LockSnapshot, RestoreSnapshotFromRecycleBin and all of the Recycle Bin: snapshots cannot be read, nor deleted, locked or restored.
 * - Budgets UpdateBudget, ListTagsForResource, DescribeSubscribersForNotification: a budget and its alarms are read and not changed, whom they tell is not read,
 *   and the status of all budgets cannot be read.
 * - Auto Scaling DescribeInstanceRefreshes: groups cannot be read, nor resized.
 * - Cost Explorer GetAnomalies, ProvideAnomalyFeedback: no anomaly is read or answered.
 * - RDS DescribeOrderableDBInstanceOptions knows Aurora PostgreSQL and Neptune alone. KMS makes the grant that a dry run asks about.
 * Session policies are taken and not enforced. What is stopped, started or resized is so at once: no command is ever too early, as none is in AWS for minutes.
 */
const NOT_IN_MOTO: readonly ContractPort[] = ['images', 'snapshots', 'budgets', 'alarms', 'scaling', 'anomalies']
const moto = motoServer()
const { client } = moto
const PLACE = MOTO_PLACE
// CloudWatch counts a bucket once a day, at midnight.
const yesterday = () => new Date(Date.now() - 86_400_000)

let databases_made = 0
async function database(Tags: { Key: string; Value: string }[] = []): Promise<string> {
  const DBInstanceIdentifier = `reports-${++databases_made}`
  const input = { DBInstanceIdentifier, DBInstanceClass: 'db.m6g.xlarge', Engine: 'postgres', AllocatedStorage: 20, Tags }
  await client(RDSClient).send(new CreateDBInstanceCommand({ ...input, MasterUsername: 'someone', MasterUserPassword: 'not-a-secret' }))
  return DBInstanceIdentifier
}

async function machine(): Promise<string> {
  const run = await client(EC2Client).send(new RunInstancesCommand({ ImageId: 'ami-12c6146b', InstanceType: 'm6i.xlarge', MinCount: 1, MaxCount: 1 }))
  return run.Instances?.[0]?.InstanceId ?? ''
}

const SEEDS: Partial<Record<ContractPort, () => Promise<string>>> = {
  async logs() {
    await client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: '/app/worker' }))
    return '/app/worker'
  },
  async buckets() {
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const }
    await client(S3Client).send(new CreateBucketCommand({ Bucket: 'exports', CreateBucketConfiguration }))
    return 'exports'
  },
  async contents() {
    const name = 'counted'
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const }
    await client(S3Client).send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }))
    const counted = (MetricName: string, type: string, Value: number) => {
      const Dimensions = [
        { Name: 'BucketName', Value: name },
        { Name: 'StorageType', Value: type },
      ]
      return { MetricName, Dimensions, Value, Timestamp: yesterday() }
    }
    const MetricData = [counted('NumberOfObjects', 'AllStorageTypes', 250_000), counted('BucketSizeBytes', 'StandardStorage', 2_000_000_000_000)]
    await client(CloudWatchClient).send(new PutMetricDataCommand({ Namespace: 'AWS/S3', MetricData }))
    return name
  },
  async budgets() {
    const Budget = { BudgetName: 'monthly', BudgetLimit: { Amount: '1000', Unit: 'USD' }, TimeUnit: 'MONTHLY' as const, BudgetType: 'COST' as const }
    await client(BudgetsClient).send(new CreateBudgetCommand({ AccountId: PLACE.account_id, Budget }))
    return 'monthly'
  },
  databases: database,
  database_schedules: database,
  async clusters() {
    const input = { DBClusterIdentifier: 'reporting', Engine: 'aurora-postgresql', MasterUsername: 'someone', MasterUserPassword: 'not-a-secret' }
    await client(RDSClient).send(new CreateDBClusterCommand(input))
    return 'reporting'
  },
  async tags() {
    return `arn:aws:rds:${PLACE.region_id}:${PLACE.account_id}:db:${await database([{ Key: 'env', Value: 'dev' }])}`
  },
  sizing: machine,
  setups: machine,
  async volumes() {
    const Tags = [
      { Key: 'Name', Value: 'left-over' },
      { Key: 'team', Value: 'data' },
    ]
    const input = { AvailabilityZone: 'eu-west-1a', Size: 200, VolumeType: 'gp3' as const, Iops: 3000, Throughput: 125, Encrypted: true }
    const made = await client(EC2Client).send(new CreateVolumeCommand({ ...input, TagSpecifications: [{ ResourceType: 'volume', Tags }] }))
    await client(EC2Client).send(new CreateSnapshotCommand({ VolumeId: made.VolumeId ?? '' }))
    return made.VolumeId ?? ''
  },
  async addresses() {
    const TagSpecifications = [{ ResourceType: 'elastic-ip' as const, Tags: [{ Key: 'team', Value: 'platform' }] }]
    return (await client(EC2Client).send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications }))).PublicIp ?? ''
  },
  async scaling() {
    await client(AutoScalingClient).send(
      new CreateLaunchConfigurationCommand({ LaunchConfigurationName: 'workers', ImageId: 'ami-12c6146b', InstanceType: 'm6i.large' }),
    )
    const input = { AutoScalingGroupName: 'workers', LaunchConfigurationName: 'workers', MinSize: 4, DesiredCapacity: 8, MaxSize: 12 }
    await client(AutoScalingClient).send(new CreateAutoScalingGroupCommand({ ...input, AvailabilityZones: ['eu-west-1a'] }))
    return 'workers'
  },
}

async function given(which: ContractPort): Promise<Given> {
  const id = (await SEEDS[which]?.()) ?? ''
  return { port: awsCloud(moto.connection(SCHEDULER), async () => new Date().toISOString()), place: PLACE, id, later: null }
}

describe.skipIf(MOTO === '')(motoTests('against moto'), () => {
  beforeAll(async () => {
    await moto.start()
    await client(SchedulerClient).send(new CreateScheduleGroupCommand({ Name: 'countersign' }))
  }, MOTO_START_MS)
  afterAll(() => moto.stop())
  for (const which of CONTRACT_PORTS.filter((port) => !NOT_IN_MOTO.includes(port))) portContract('the AWS connector', which, () => given(which))

  it('tells tags across services by their ARN, with credentials of a role that it takes on', async () => {
    const TagSpecifications = [{ ResourceType: 'volume' as const, Tags: [{ Key: 'pci', Value: 'true' }] }]
    const made = await client(EC2Client).send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 1, TagSpecifications }))
    const arn = `arn:aws:ec2:${PLACE.region_id}:${PLACE.account_id}:volume/${made.VolumeId}`
    const clients = awsClients({ ...moto.connection(ROLE), session: READ_SESSION })
    const { body } = await awsTags(clients).tagsOf(PLACE, [arn])
    expect(body.resources).toEqual([{ arn, tags: { pci: 'true' }, since: null }])
  })

  it('takes on a role, and narrows our own credentials by a federation token', async () => {
    expect(await awsClients({ ...moto.connection(ROLE), session: READ_SESSION })(PLACE)).toMatchObject({ is_narrowed: true })
    const own = await awsClients({ ...moto.connection(), session: READ_SESSION })(PLACE)
    expect(own.is_narrowed).toBe(true)
    expect((await own.reading.config.credentials()).sessionToken).not.toBeUndefined()
    await expect(awsClients(moto.connection())({ ...PLACE, account_id: '999988887777' })).rejects.toMatchObject({ code: 'provider_down' })
  })

  it('says who it is in the role that acts, and asks for nothing else there', async () => {
    const act = { role_arn: `arn:aws:iam::${PLACE.account_id}:role/countersign-act`, external_id: 'ext-act' }
    expect(await tryRole(moto.connection(act), PLACE)).toBe(`it is arn:aws:sts::${PLACE.account_id}:assumed-role/countersign-act/countersign-act-test there`)
  })

  it('asks for no change with a role that only looks, not even whether one would be accepted', async () => {
    const id = await machine()
    const session = { name: 'countersign-plan', may: 'try' as const, policyOf: () => READ_SESSION.policyOf() }
    const looking = awsCloud({ ...moto.connection({ ...ROLE, looks_only: true }), session }, async () => new Date().toISOString())
    expect((await looking.stopInstance(PLACE, id, { dry_run: true, idempotency_key: 'a' })).status).toBe('not_tried')
    await expect(looking.stopInstance(PLACE, id, { dry_run: false, idempotency_key: 'b' })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await looking.instances(PLACE, [id])).instances[0]?.state).toBe('running')
  })

  it('tells the tags of a load balancer and of a Lambda function, which nothing here changes', async () => {
    const subnets = await network()
    const Tags = [{ Key: 'do-not-modify', Value: 'true' }]
    const made = await client(ElasticLoadBalancingV2Client).send(new CreateLoadBalancerCommand({ Name: 'shop', Subnets: subnets, Tags }))
    const role = new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08', RoleName: 'runs', AssumeRolePolicyDocument: '{}', Path: '/' })
    expect((await moto.ask('iam', '/', role.toString(), 'application/x-www-form-urlencoded')).status).toBe(200)
    const body = { FunctionName: 'resize', Runtime: 'python3.12', Role: `arn:aws:iam::${PLACE.account_id}:role/runs`, Handler: 'a.b', Tags: { team: 'shop' } }
    const code = { ZipFile: Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1').toString('base64') }
    const lambda = await moto.ask('lambda', '/2015-03-31/functions', JSON.stringify({ ...body, Code: code }), 'application/json')
    const { FunctionArn } = (await lambda.json()) as { FunctionArn: string }
    const arn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? ''
    const { body: told } = await awsTags(awsClients({ ...moto.connection(), session: READ_SESSION })).tagsOf(PLACE, [arn, FunctionArn])
    expect(told.resources).toEqual(
      expect.arrayContaining([
        { arn, tags: { 'do-not-modify': 'true' }, since: null },
        { arn: FunctionArn, tags: { team: 'shop' }, since: null },
      ]),
    )
  })

  it('deletes an idle load balancer by the commands of its proposal, and makes it again from what they showed', async () => {
    const elb = client(ElasticLoadBalancingV2Client)
    const subnets = await network()
    const made = await elb.send(new CreateLoadBalancerCommand({ Name: 'idle', Subnets: subnets, Scheme: 'internal' }))
    const load_balancer_arn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? ''
    const steps = changeText('elb_delete_idle', { ...PLACE, load_balancer_arn, name: 'idle' }).commands.map((c) => c.split(' ')[2])
    expect(steps).toEqual(['describe-load-balancers', 'describe-listeners', 'describe-target-groups', 'delete-load-balancer'])
    const shape = async (LoadBalancerArns: string[]) => {
      const [found] = (await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns }))).LoadBalancers ?? []
      return { name: found?.LoadBalancerName, scheme: found?.Scheme, type: found?.Type, subnets: found?.AvailabilityZones?.map((z) => z.SubnetId).sort() }
    }
    const before = await shape([load_balancer_arn])
    await elb.send(new DescribeListenersCommand({ LoadBalancerArn: load_balancer_arn }))
    await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: load_balancer_arn }))
    await expect(shape([load_balancer_arn])).rejects.toThrow()
    const again = await elb.send(new CreateLoadBalancerCommand({ Name: 'idle', Subnets: (before.subnets ?? []).flatMap((id) => id ?? []), Scheme: 'internal' }))
    expect(await shape([again.LoadBalancers?.[0]?.LoadBalancerArn ?? ''])).toEqual(before)
  })

  it('reads a budget with its alarms, and does not take a change that moto does not know for made', async () => {
    const budgets = client(BudgetsClient)
    const AccountId = PLACE.account_id
    await budgets.send(
      new CreateBudgetCommand({
        AccountId,
        Budget: { BudgetName: 'team', BudgetLimit: { Amount: '500', Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' },
      }),
    )
    const Notification = {
      NotificationType: 'ACTUAL' as const,
      ComparisonOperator: 'GREATER_THAN' as const,
      Threshold: 80,
      ThresholdType: 'PERCENTAGE' as const,
    }
    const Subscribers = [{ SubscriptionType: 'EMAIL' as const, Address: 'a@example.com' }]
    await budgets.send(new CreateNotificationCommand({ AccountId, BudgetName: 'team', Notification, Subscribers }))
    const port = awsCloud(moto.connection(), async () => new Date().toISOString())
    const [was] = await port.budgets(PLACE, ['team'])
    expect(was).toMatchObject({ limit: '500', unit: 'USD', time_unit: 'MONTHLY', thresholds_pct: [80] })
    expect((await port.setBudgetLimit(PLACE, 'team', '600', { dry_run: true, idempotency_key: 'a' })).status).toBe('would_succeed')
    expect(['uncertain', 'refused']).toContain((await port.setBudgetLimit(PLACE, 'team', '600', { dry_run: false, idempotency_key: 'b' })).status)
    expect(await port.budgets(PLACE, ['team'])).toEqual([was])
    await expect(awsBudgetStatus(PLACE.account_id, awsClients(moto.connection())).status()).rejects.toMatchObject({ code: 'provider_down' })
  })

  it('could not ask about snapshots and groups: what a missing call would have said is not made up', async () => {
    const port = awsCloud(moto.connection(), async () => new Date().toISOString())
    await SEEDS.scaling?.()
    await expect(port.scalingGroups(PLACE, ['workers'])).rejects.toMatchObject({ code: 'provider_down' })
    const made = await client(EC2Client).send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 1 }))
    const { SnapshotId } = await client(EC2Client).send(new CreateSnapshotCommand({ VolumeId: made.VolumeId ?? '' }))
    await expect(port.diskSnapshots(PLACE, [SnapshotId ?? ''])).rejects.toMatchObject({ code: 'provider_down' })
  })

  it('counts one more of each kind that is made', async () => {
    const port = awsCloud({ ...moto.connection(), session: READ_SESSION }, async () => new Date().toISOString())
    const counts = async () =>
      Object.fromEntries(await Promise.all(RESOURCE_KINDS.map(async (kind) => [kind, await port.countResources(PLACE, kind)] as const)))
    const before = await counts()
    await client(EC2Client).send(new RunInstancesCommand({ ImageId: 'ami-12c6146b', InstanceType: 'm6i.large', MinCount: 2, MaxCount: 2 }))
    await client(EC2Client).send(new AllocateAddressCommand({ Domain: 'vpc' }))
    await client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: '/counted' }))
    await client(S3Client).send(new CreateBucketCommand({ Bucket: 'one-more', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }))
    const after = await counts()
    const more = Object.entries(after).map(([kind, n]) => [kind, n === null || before[kind] === null ? n : n - Number(before[kind])])
    // Each instance comes with a volume, and nothing counts containers.
    expect(Object.fromEntries(more)).toEqual({
      ...{ instance: 2, volume: 2, address: 1, 'log group': 1, bucket: 1, container: null },
      ...{ snapshot: 0, image: 0, database: 0, group: 0, budget: 0 },
    })
  })
})

const SCHEDULER = { scheduler_role_arn: `arn:aws:iam::${PLACE.account_id}:role/scheduler` }
const ROLE = { role_arn: `arn:aws:iam::${PLACE.account_id}:role/countersign`, external_id: 'ext' }

/** The subnets that every account begins with. */
async function network(): Promise<string[]> {
  const { Subnets = [] } = await client(EC2Client).send(new DescribeSubnetsCommand({}))
  return Subnets.slice(0, 2)
    .map((s) => s.SubnetId ?? '')
    .sort()
}
