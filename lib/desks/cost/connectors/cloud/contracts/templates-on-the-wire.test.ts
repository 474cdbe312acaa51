import { CreateGrantCommand, KMSClient } from '@aws-sdk/client-kms'
import { afterEach, describe, expect, it } from 'vitest'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { planSession, sessionOf } from '@/lib/desks/cost/plan/rights/session-policy'
import { COST_ACTIONS } from '../../../actions/catalogue'
import { inStages } from '../../../fixtures/in-stages'
import { type Situation, situationOf, withState } from '../../../fixtures/one-of-each'
import { EVERY_SITUATION, nameOf } from '../../../fixtures/other-targets'
import { DEV } from '../../../fixtures/small-estate'
import { proposalOf } from '../../../fixtures/small-plan'
import { preparePlan } from '../../../plan/prepare'
import { awsCloud } from '../real/aws'
import type { AwsSession } from '../real/aws-account'
import { awsClients } from '../real/aws-clients'
import { type AwsWireServer, awsWireServer, keyOf } from './aws-wire-server.contract'

const NOW = '2026-11-19T09:00:00.000Z'
const role = (name: string) => `arn:aws:iam::${DEV.account_id}:role/${name}`
const ACCOUNT = { role_arn: role('countersign'), external_id: 'ext', scheduler_role_arn: role('scheduler') }
const live = { dry_run: false, idempotency_key: 'k' }
const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function connect(s: Situation, account: { role_arn: string | null } & Omit<typeof ACCOUNT, 'role_arn'> = ACCOUNT) {
  // A volume can be given its former type when EC2 has completed the change.
  const clock = { now: NOW }
  const server = await awsWireServer(s.estate, async () => clock.now)
  servers.push(server)
  const at = (session: AwsSession) => ({
    ...{ accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 },
    session,
  })
  const candidate = { template: s.template, params: s.params as never, reasons: [] }
  const proposal = proposalOf('case_a', [candidate])
  return {
    clock,
    server,
    proposal,
    cloud: (session: AwsSession) => awsCloud(at(session), async () => clock.now),
    clients: (session: AwsSession) => awsClients(at(session))(DEV),
  }
}
const plan = (x: Awaited<ReturnType<typeof connect>>) =>
  preparePlan(x.proposal, { port: x.cloud(planSession(x.proposal)), now: NOW, history: {}, is_in_change_window: true })

const ON_AWS = EVERY_SITUATION.filter((s) => s.template !== 'k8s_rightsize_requests')

describe.each(ON_AWS.map((s) => [nameOf(s), s] as const))('%s over the wire', (_id, s) => {
  it('is planned, carried out and undone by sessions that are held to their policies, and planning sends no change', async () => {
    const x = await connect(s)
    const made = await plan(x)
    expect(made.rejected).toEqual([])
    expect(made.actions[0]?.prechecks.filter((c) => c.outcome !== 'passed')).toEqual([])
    expect(made.actions[0]?.dry_run).toMatchObject({ outcome: 'would_succeed' })
    expect(x.server.changes).toEqual([])

    const port = x.cloud(sessionOf(made))
    const action = COST_ACTIONS[s.template]?.bind(s.params)
    if (action === undefined) throw new Error('no template')
    const run = (key: string, stage = 1) => ({ now: x.clock.now, key: `${key} ${stage}`, mode: 'live', stage }) as const
    const at = { clock: x.clock, port, action }
    const compared = (snapshot: unknown) => action.fields(snapshot).filter((f) => action.facts.expected_fields.includes(f.field))
    const before = await action.capture(port, run('read'))
    expect(await inStages(at, (stage) => action.apply(port, run('apply', stage)))).toMatchObject({ outcome: 'success' })
    const after = await action.capture(port, run('read'))
    expect(action.effect(before, after)).toMatchObject({ status: 'in_place' })
    expect(x.server.changes.length).toBeGreaterThan(0)
    x.clock.now = '2026-11-19T16:00:00.000Z'
    expect(await inStages(at, (stage) => action.rollback(port, before, run('rollback', stage)))).toMatchObject({ outcome: 'success' })
    expect(compared(await action.capture(port, run('read')))).toEqual(compared(before))
    expect(x.server.sessions.every((asked) => asked['DurationSeconds'] === '900' && asked['Policy'] !== undefined)).toBe(true)
    // The session that acts names its case and the plan; the one that planned names none.
    const tagsOf = (asked: Record<string, string>) => [1, 2].map((n) => [asked[`Tags.member.${n}.Key`], asked[`Tags.member.${n}.Value`]])
    expect(tagsOf(x.server.sessions.at(-1) ?? {})).toEqual([
      ['workflow_id', 'case_a'],
      ['plan_hash', made.plan_hash],
    ])
    expect(x.server.sessions[0]?.['Tags.member.1.Key']).toBeUndefined()
  })
})

it('learns whether a key of the account opens a disk, and may have EC2 open it, but has no grant made that would open it', async () => {
  const s = withState(situationOf('stop_idle_ec2'), { quirks: ['customer_key'] })
  const x = await connect(s)
  const made = await plan(x)
  expect(made.actions[0]?.prechecks.find((c) => c.id === 'encryption_key')?.outcome).toBe('passed')
  const session = sessionOf(made)
  const [facts] = await x.cloud(session).restartFacts(DEV, [s.estate.instances[0]?.instance_id ?? ''])
  expect(facts?.encryption_key).toBe('usable')
  const kms = (await x.clients(session)).read(KMSClient)
  const grant = { KeyId: `arn:aws:kms:eu-west-1:${DEV.account_id}:key/enabled`, GranteePrincipal: role('else'), DryRun: true }
  await expect(kms.send(new CreateGrantCommand({ ...grant, Operations: ['DescribeKey'] }))).rejects.toMatchObject({ name: 'DryRunOperationException' })
  await expect(kms.send(new CreateGrantCommand({ ...grant, Operations: ['DescribeKey', 'Decrypt'] }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(x.server.changes).toEqual([])
})

describe('what cannot be taken back says so', () => {
  it.each([
    ['s3_lifecycle_transition', 'stay in their class'],
    ['snapshot_delete_orphan', '7 days, from the Recycle Bin'],
  ])('%s', (template, said) => expect(COST_ACTIONS[template]?.reversible_for).toContain(said))
})

describe('a session that only tries or reads', () => {
  const s = situationOf('stop_idle_ec2')
  const [id] = s.estate.instances.map((i) => i.instance_id)

  it('asks whether a change would be accepted on its own targets and on no other', async () => {
    const two = { ...s, estate: { ...s.estate, instances: [...s.estate.instances, ...situationOf('tag_owner').estate.instances] } }
    const x = await connect(two)
    const port = x.cloud(planSession(x.proposal))
    expect((await port.stopInstance(DEV, id ?? '', { dry_run: true, idempotency_key: 'k' })).status).toBe('would_succeed')
    expect((await port.stopInstance(DEV, 'i-0ffffffffffffffff', { dry_run: true, idempotency_key: 'k' })).status).toBe('denied')
    expect((await port.modifyVolume(DEV, 'vol-0a', { volume_type: 'gp3', iops: null, throughput: null }, { dry_run: true, idempotency_key: 'k' })).status).toBe(
      'denied',
    )
  })

  it('sends no change, whatever the code above asks for and whatever the credentials allow', async () => {
    for (const may of ['try', 'read'] as const) {
      const x = await connect(s)
      const wide = { name: 'wide', may, policyOf: () => JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['*'], Resource: '*' }] }) }
      const port = x.cloud(wide)
      await expect(port.stopInstance(DEV, id ?? '', live)).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('StopInstances is not sent'),
      })
      await expect(port.putLifecycle(DEV, 'exports', [], live)).resolves.toMatchObject({ status: 'refused' }) // there is no such bucket
      await expect(port.deleteSchedule(DEV, id ?? '', live)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(port.putTags(DEV, `arn:aws:ec2:eu-west-1:${DEV.account_id}:instance/${id}`, { a: 'b' }, live)).rejects.toMatchObject({ code: 'forbidden' })
      if (may === 'read') await expect(port.stopInstance(DEV, id ?? '', { ...live, dry_run: true })).rejects.toMatchObject({ code: 'forbidden' })
      expect(x.server.changes).toEqual([])
      expect(x.server.calls).not.toContain('StopInstances')
    }
  })
})

it('acts with a role whose trust does not let it be tagged, and no wider', async () => {
  const s = situationOf('stop_idle_ec2')
  const x = await connect(s, { ...ACCOUNT, role_arn: role('untagged') })
  const made = await plan(x)
  const [id = ''] = s.estate.instances.map((i) => i.instance_id)
  expect((await x.cloud(sessionOf(made)).stopInstance(DEV, id, live)).status).toBe('done')
  expect(x.server.sessions.at(-1)).toMatchObject({ Policy: expect.stringContaining('ec2:StopInstances'), ExternalId: 'ext' })
  expect(x.server.sessions.at(-1)?.['Tags.member.1.Key']).toBeUndefined()
})

describe('an account without a role', () => {
  const OWN = { role_arn: null, external_id: null as never, scheduler_role_arn: ACCOUNT.scheduler_role_arn }
  const s = situationOf('stop_idle_ec2')

  it.each([
    ['user', 'Name'],
    ['self_trusting_role', 'RoleArn'],
  ] as const)('is narrowed by AWS itself for a %s', async (identity, by) => {
    const x = await connect(s, OWN)
    x.server.identity(identity)
    expect((await x.clients(READ_SESSION)).is_narrowed).toBe(true)
    expect(x.server.sessions.at(-1)).toMatchObject({ Policy: READ_SESSION.policyOf(), DurationSeconds: '900', [by]: expect.any(String) })
    const made = await plan(x)
    expect(made.actions[0]?.dry_run.outcome).toBe('would_succeed')
    expect(x.server.changes).toEqual([])
  })

  it('says so where AWS lets us do neither, and still sends no change', async () => {
    const x = await connect(s, OWN)
    x.server.identity(null)
    expect((await x.clients(READ_SESSION)).is_narrowed).toBe(false)
    expect((await plan(x)).actions[0]?.dry_run.outcome).toBe('would_succeed')
    await expect(x.cloud(READ_SESSION).stopInstance(DEV, s.estate.instances[0]?.instance_id ?? '', live)).rejects.toMatchObject({ code: 'forbidden' })
    expect(x.server.changes).toEqual([])
  })
})

it('asks STS once for all clients of an account', async () => {
  const x = await connect(situationOf('stop_rds'))
  const port = x.cloud(READ_SESSION)
  await Promise.all([port.databases(DEV, ['reports']), port.logGroups(DEV, ['/app/worker']), port.images(DEV, ['ami-0a'])])
  expect(x.server.calls.filter((c) => c === 'AssumeRole')).toHaveLength(1)
})
