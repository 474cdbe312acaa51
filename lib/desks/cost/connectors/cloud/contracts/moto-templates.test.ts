import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { AllocateAddressCommand, CreateTagsCommand, CreateVolumeCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds'
import { CreateBucketCommand, PutBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '../../../actions/catalogue'
import { situationOf } from '../../../fixtures/one-of-each'
import { awsCloud } from '../real/aws'
import { MOTO, MOTO_PLACE, MOTO_START_MS, motoServer, motoTests } from './moto-server.contract'

const moto = motoServer()
const { client } = moto
const { account_id, region_id } = MOTO_PLACE
const arnOf = (service: string, rest: string): string => `arn:aws:${service}:${region_id}:${account_id}:${rest}`

type Target = Record<string, unknown> & { arn: string }

async function instance(): Promise<string> {
  const run = await client(EC2Client).send(new RunInstancesCommand({ ImageId: 'ami-12c6146b', InstanceType: 'm6i.4xlarge', MinCount: 1, MaxCount: 1 }))
  const id = run.Instances?.[0]?.InstanceId ?? ''
  await client(EC2Client).send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'env', Value: 'dev' }] }))
  return id
}
const instanceTarget = async (): Promise<Target> => {
  const instance_id = await instance()
  return { arn: arnOf('ec2', `instance/${instance_id}`), instance_id }
}
async function database(id: string): Promise<Target> {
  const input = { DBInstanceIdentifier: id, DBInstanceClass: 'db.m6g.xlarge', Engine: 'postgres', AllocatedStorage: 20 }
  await client(RDSClient).send(new CreateDBInstanceCommand({ ...input, MasterUsername: 'someone', MasterUserPassword: 'not-a-secret' }))
  return { arn: arnOf('rds', `db:${id}`), db_instance_id: id }
}
async function bucket(name: string): Promise<Target> {
  const s3 = client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }))
  // A rule of somebody else has to stay.
  const Rules = [{ ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Days: 7 } }]
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: name, LifecycleConfiguration: { Rules } }))
  return { arn: `arn:aws:s3:::${name}`, name }
}

/**
 * A live resource for each template that moto can carry out whole. Not here: ebs_delete_unattached and snapshot_delete_orphan (no snapshot locks, no
 * Recycle Bin), ami_disable (no DisableImage), scale_nodegroup (no instance refreshes), adjust_budget_alarm (no UpdateBudget), submit_ad_feedback (no GetAnomalies), k8s_rightsize_requests (no AWS).
 */
const LIVE: Record<string, () => Promise<Target>> = {
  tag_owner: async () => ({ arn: (await instanceTarget()).arn }),
  stop_idle_ec2: instanceTarget,
  async schedule_nonprod() {
    await client(SchedulerClient).send(new CreateScheduleGroupCommand({ Name: 'countersign' }))
    return instanceTarget()
  },
  rightsize_ec2: instanceTarget,
  async ebs_gp2_to_gp3() {
    const made = await client(EC2Client).send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 1500, VolumeType: 'gp2' }))
    return { arn: arnOf('ec2', `volume/${made.VolumeId}`), volume_id: made.VolumeId }
  },
  async set_log_retention() {
    await client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: '/app/worker' }))
    return { arn: arnOf('logs', 'log-group:/app/worker'), name: '/app/worker' }
  },
  s3_abort_multipart: () => bucket('unfinished'),
  s3_lifecycle_transition: () => bucket('exports'),
  stop_rds: () => database('reports'),
  rightsize_rds: () => database('larger'),
  async eip_release() {
    const made = await client(EC2Client).send(new AllocateAddressCommand({ Domain: 'vpc' }))
    return { arn: arnOf('ec2', `elastic-ip/${made.AllocationId}`), allocation_id: made.AllocationId, address: made.PublicIp }
  },
}

/** moto forgets a rule's least object size: the action notices that its rule is not as asked, and still takes it back. */
const FORGOTTEN: readonly string[] = ['s3_lifecycle_transition']
/** moto leaves a volume the performance of gp3 when it is gp2 again, which AWS takes from it: its type alone is compared. */
const KEPT: Record<string, readonly string[]> = { ebs_gp2_to_gp3: ['iops', 'throughput'] }
// Where the simulated account gives a database its new class in its window, moto gives it at once.
const AT_ONCE: Record<string, Record<string, unknown>> = { rightsize_rds: { apply_immediately: true } }

describe.skipIf(MOTO === '')(motoTests('every template that moto can carry out'), () => {
  beforeAll(() => moto.start(), MOTO_START_MS)
  afterAll(() => moto.stop())

  it.each(Object.keys(LIVE))('%s is tried, carried out and undone, and its compared fields are what they were', async (template) => {
    const { params } = situationOf(template)
    const target = { ...params.targets[0], ...(await LIVE[template]?.()), label: 'one' }
    const action = COST_ACTIONS[template]?.bind({ ...params, ...AT_ONCE[template], ...MOTO_PLACE, targets: [target] })
    if (action === undefined) throw new Error(`no template ${template}`)
    const port = awsCloud(moto.connection({ scheduler_role_arn: `arn:aws:iam::${account_id}:role/scheduler` }), async () => new Date().toISOString())
    const run = (key: string) => ({ now: new Date().toISOString(), key: `${template}-${key}`, mode: 'live' }) as const
    const compared = (snapshot: unknown) =>
      action.fields(snapshot).filter((f) => action.facts.expected_fields.includes(f.field) && KEPT[template]?.includes(f.field) !== true)
    const before = await action.capture(port, run('read'))
    expect(compared(before).length).toBeGreaterThan(0)
    expect(await action.dryRun(port, { ...run('try'), mode: 'dry_run' })).toMatchObject({ outcome: 'would_succeed' })
    expect(compared(await action.capture(port, run('read')))).toEqual(compared(before))
    expect(await action.apply(port, run('apply'))).toMatchObject({ outcome: 'success' })
    const after = await action.capture(port, run('read'))
    expect(action.effect(before, after)).toMatchObject({ status: FORGOTTEN.includes(template) ? 'missing' : 'in_place' })
    expect(await action.rollback(port, before, run('rollback'))).toMatchObject({ outcome: 'success' })
    expect(compared(await action.capture(port, run('read')))).toEqual(compared(before))
  })
})
