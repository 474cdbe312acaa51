import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { AutoScalingClient, CreateAutoScalingGroupCommand, CreateLaunchConfigurationCommand } from '@aws-sdk/client-auto-scaling'
import { BudgetsClient, CreateBudgetCommand } from '@aws-sdk/client-budgets'
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { AllocateAddressCommand, CreateSnapshotCommand, CreateVolumeCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { READ_SESSION } from '../../../plan/read-session'
import { awsTags } from '../../tags/aws'
import { awsCloud } from '../aws'
import { awsClients } from '../aws-clients'
import { CONTRACT_PORTS, type ContractPort, type Given, portContract } from './ports.contract'

// What moto 5.2 does not imitate: DisableImage, DescribeLockedSnapshots, LockSnapshot, UpdateBudget, ListTagsForResource of budgets and DescribeInstanceRefreshes.
const NOT_IN_MOTO: readonly ContractPort[] = ['images', 'snapshots', 'budgets', 'scaling']
const PLACE = { account_id: '123456789012', region_id: 'eu-west-1' }
const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }
const START_MS = 60_000

const moto = (() => {
  try {
    return execFileSync('sh', ['-c', 'command -v moto_server'], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
})()

let server: ChildProcess | undefined
let endpoint = ''

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** Waits for the server's own word that it listens, or for its end. */
async function start(): Promise<void> {
  const port = await freePort()
  endpoint = `http://127.0.0.1:${port}`
  const child = spawn(moto, ['-p', String(port), '-H', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'pipe'] })
  server = child
  await new Promise<void>((ready, failed) => {
    const heard = (text: Buffer) => (text.toString().includes('Running on') ? ready() : undefined)
    child.stdout?.on('data', heard)
    child.stderr?.on('data', heard)
    child.on('exit', (code) => failed(new Error(`moto_server ended with ${code}`)))
  })
}

const client = <T>(Service: new (config: { region: string; endpoint: string; credentials: typeof credentials; forcePathStyle: boolean }) => T): T =>
  new Service({ region: PLACE.region_id, endpoint, credentials, forcePathStyle: true })

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
  async budgets() {
    const Budget = { BudgetName: 'monthly', BudgetLimit: { Amount: '1000', Unit: 'USD' }, TimeUnit: 'MONTHLY' as const, BudgetType: 'COST' as const }
    await client(BudgetsClient).send(new CreateBudgetCommand({ AccountId: PLACE.account_id, Budget }))
    return 'monthly'
  },
  async databases() {
    const input = { DBInstanceIdentifier: 'reports', DBInstanceClass: 'db.m6g.xlarge', Engine: 'postgres', AllocatedStorage: 20 }
    await client(RDSClient).send(new CreateDBInstanceCommand({ ...input, MasterUsername: 'someone', MasterUserPassword: 'not-a-secret' }))
    return 'reports'
  },
  async sizing() {
    const run = await client(EC2Client).send(new RunInstancesCommand({ ImageId: 'ami-12c6146b', InstanceType: 'm6i.xlarge', MinCount: 1, MaxCount: 1 }))
    return run.Instances?.[0]?.InstanceId ?? ''
  },
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
  const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
  const connection = { accounts: { [PLACE.account_id]: account }, credentials, endpoint, timeout_ms: 20_000 }
  return { port: awsCloud(connection, async () => new Date().toISOString()), place: PLACE, id }
}

describe.skipIf(moto === '')(moto === '' ? 'skipped: moto_server is not on the PATH' : 'against moto', () => {
  beforeAll(start, START_MS)
  afterAll(() => void server?.kill())
  for (const which of CONTRACT_PORTS.filter((port) => !NOT_IN_MOTO.includes(port))) portContract('the AWS connector', which, () => given(which))

  it('tells tags across services by their ARN, with credentials of a role that it takes on', async () => {
    const TagSpecifications = [{ ResourceType: 'volume' as const, Tags: [{ Key: 'pci', Value: 'true' }] }]
    const made = await client(EC2Client).send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 1, TagSpecifications }))
    const arn = `arn:aws:ec2:${PLACE.region_id}:${PLACE.account_id}:volume/${made.VolumeId}`
    const account = { role_arn: `arn:aws:iam::${PLACE.account_id}:role/countersign`, external_id: 'ext', scheduler_role_arn: null }
    const clients = awsClients({ accounts: { [PLACE.account_id]: account }, credentials, endpoint, timeout_ms: 20_000, session: READ_SESSION })
    const { body } = await awsTags(clients).tagsOf(PLACE, [arn])
    expect(body.resources).toEqual([{ arn, tags: { pci: 'true' }, since: null }])
  })
})
