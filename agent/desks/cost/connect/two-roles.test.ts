import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { askActing } from '@/agent/desks/cost/connect/ask-acting'
import { testDatabase } from '@/e2e/scripts/test-database'
import { everyTenant } from '@/lib/db/every-tenant'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { keptActingTest } from '@/lib/desks/cost/connectors/check-store'
import { awsWireServer } from '@/lib/desks/cost/connectors/cloud/contracts/aws-wire-server.contract'
import { situationOf } from '@/lib/desks/cost/fixtures/one-of-each'
import { DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { rolePolicy } from '@/lib/desks/cost/plan/rights/role-policy'
import { planSession, sessionOf } from '@/lib/desks/cost/plan/rights/session-policy'
import { accountsOf, roleThatActs } from '@/lib/identity/account-roles'
import { actExternalIdOf, externalIdOf } from '@/lib/identity/external-id'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import { readActSecret } from '@/lib/identity/own-secret'
import { getTenant } from '@/lib/identity/tenant-store'
import { configure } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { knownSecrets } from '@/lib/kernel/known-secrets'
import type { Plan } from '@/schemas/action'
import { TenantSettings } from '@/schemas/tenant'
import { refreshConnectors } from '../scheduled/refresh-connectors'
import { awsConnection, clustersOf } from './aws-connection'
import { connectionsOf } from './connections'
import { sourcesOf } from './sources'
import { testActing } from './test-acting'
import { testConnector } from './test-connectors'

testDatabase()
const tenant_id = 'tn_real'
const [LOOKING, ACTING] = ['900000000001', '900000000002']
const arnOf = (name: string) => `arn:aws:iam::${DEV.account_id}:role/${name}`
const WRITE = 'env:COUNTERSIGN_TN_REAL_WRITES'
const VALUE = 'value-of-the-token-that-patches'
const s = situationOf('stop_idle_ec2')
const [id = ''] = s.estate.instances.map((i) => i.instance_id)
const NOW = '2026-11-19T09:00:00.000Z'
const clock = { now: NOW }
const folder = mkdtempSync(join(tmpdir(), 'countersign-two-roles-'))
let server: Awaited<ReturnType<typeof awsWireServer>>

const settings = TenantSettings.parse({
  mode: 'low_risk_automatic',
  accounts: [
    {
      account_id: DEV.account_id,
      name: 'dev',
      role_arn: arnOf('look'),
      act_role_arn: arnOf('act'),
      scheduler_role_arn: null,
      regions: [DEV.region_id],
      owner: null,
    },
  ],
  connectors: {
    tags: { account_id: DEV.account_id, regions: [DEV.region_id] },
    clusters: [{ name: 'main', url: 'https://127.0.0.1:9', token: 'env:COUNTERSIGN_TN_REAL_READS', write_token: WRITE }],
  },
})

beforeAll(async () => {
  server = await awsWireServer(s.estate, async () => clock.now)
  const made = (use: 'look' | 'act') => JSON.stringify(rolePolicy(Object.values(COST_ACTIONS), use))
  server.role(arnOf('look'), { trusts: LOOKING, external_id: externalIdOf(tenant_id), policy: made('look') })
  server.role(arnOf('act'), { trusts: ACTING, external_id: actExternalIdOf(tenant_id), policy: made('act') })
  await addTenant(tenant_id, { is_demonstration: false, settings })
  writeFileSync(join(folder, 'credentials'), `[countersign-act]\naws_access_key_id = KEY${ACTING}\naws_secret_access_key = secret\n`)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'))
  vi.stubEnv('AWS_ACCESS_KEY_ID', `KEY${LOOKING}`)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  vi.stubEnv('COUNTERSIGN_TN_REAL_READS', 'value-of-the-token-that-reads')
  vi.stubEnv('COUNTERSIGN_TN_REAL_WRITES', VALUE)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
  await server.close()
})
/** A process that carries plans out, or one that does not. The profile is named in the environment that both share. */
const inProcess = (may_act: boolean) => configure({ aws_endpoint: server.endpoint, aws_act_profile: 'countersign-act', internal_hosts: ['127.0.0.1'], may_act })
beforeEach(() => {
  inProcess(false)
  server.sessions.length = 0
  server.changes.length = 0
})

const rolesTaken = () => [...new Set(server.sessions.map((asked) => `${asked['RoleArn']?.split('/').at(-1)} as ${asked['RoleSessionName']}`))]
const instances = async (of: Awaited<ReturnType<typeof connectionsOf>>) => (await of.cloud?.instances(DEV, [id]))?.instances.length
const proposal = proposalOf('case_a', [{ template: s.template, params: s.params as never, reasons: [] }])
async function planned(): Promise<Plan> {
  const { cloud } = await connectionsOf(tenant_id, planSession(proposal))
  invariant(cloud, 'the tenant has an account')
  return preparePlan(proposal, { port: cloud, now: NOW, history: {}, is_in_change_window: true })
}
async function askHealth(): Promise<void> {
  const [action] = (await planned()).actions
  invariant(action, 'there is a plan')
  server.sessions.length = 0
  const { health } = await connectionsOf(tenant_id)
  // What stands in for AWS knows no load balancers.
  await expect(health?.signals(action, [{ start: NOW, end: '2026-11-19T09:05:00.000Z' }], NOW)).rejects.toMatchObject({ code: 'provider_down' })
}
const everywhere = [
  ['a worker without the execution queue, or the web app', false],
  ['a worker of every queue', true],
] as const

describe.each(everywhere)('in %s', (_process, may_act) => {
  beforeEach(() => inProcess(may_act))

  it.each([
    ['detection and triage', async () => expect(await instances(await connectionsOf(tenant_id))).toBe(1), 'look as countersign-read'],
    [
      'sources beside the bill',
      async () => void (await sourcesOf(await getTenant(tenant_id)).tags?.tagsOf(DEV, [`arn:aws:ec2:${DEV.region_id}:${DEV.account_id}:instance/${id}`])),
      'look as countersign-read',
    ],
    ['planning and its checks', async () => expect((await planned()).actions).toHaveLength(1), 'look as countersign-plan'],
    ['the health of verification', askHealth, 'look as countersign-read'],
    ['the test of the web app', async () => expect(await testConnector(tenant_id, 'cloud')).toMatchObject({ state: 'answers' }), 'look as countersign-read'],
    ['the hourly refresh', async () => void (await refreshConnectors(tenant_id)), 'look as countersign-read'],
  ])('%s takes on the role that looks alone, and reads nothing that acts', async (_step, does, taken) => {
    await does()
    expect(rolesTaken()).toEqual([taken])
    expect(knownSecrets()).not.toContain(VALUE)
    expect(server.changes).toEqual([])
  })
})

it('tells in which account the role that looks is not let in', async () => {
  server.fail('AssumeRole', 'expired', 0, 1)
  expect(await testConnector(tenant_id, 'cloud')).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining(`in account ${DEV.account_id} AWS did not accept`),
  })
})

it('asks an account of the environment, too, before it says that it answers', async () => {
  await addTenant('tn_home', { is_demonstration: false })
  const account = { role_arn: arnOf('look'), external_id: 'another', act_role_arn: null, act_external_id: null, scheduler_role_arn: null }
  configure({ aws_accounts: { [DEV.account_id]: account } })
  const heard = await testConnector('tn_home', 'cloud')
  configure({ aws_accounts: {} })
  expect(heard).toMatchObject({ state: 'failed', detail: expect.stringContaining(`in account ${DEV.account_id}`) })
})

describe('in a worker of the execution queue', () => {
  it('a plan is looked at, carried out and undone with the role that acts, under its own key and external id', async () => {
    const plan = await planned()
    server.sessions.length = 0
    inProcess(true)
    const { cloud } = await connectionsOf(tenant_id, sessionOf(plan))
    invariant(cloud, 'the tenant has an account')
    const action = COST_ACTIONS[s.template]?.bind(s.params)
    const run = (key: string, mode: 'live' | 'dry_run') => ({ now: NOW, key, mode })
    const before = await action?.capture(cloud, run('read', 'dry_run'))
    expect(await action?.dryRun(cloud, run('try', 'dry_run'))).toMatchObject({ kind: 'provider', outcome: 'would_succeed' })
    expect(await action?.apply(cloud, run('apply', 'live'))).toMatchObject({ outcome: 'success' })
    clock.now = '2026-11-19T10:00:00.000Z' // it has come to a stop
    expect(await action?.rollback(cloud, before, run('rollback', 'live'))).toMatchObject({ outcome: 'success' })
    expect(rolesTaken()).toEqual([`act as ${sessionOf(plan).name}`])
    expect(server.sessions[0]?.['ExternalId']).toBe(actExternalIdOf(tenant_id))
    expect(server.changes).toEqual(['StopInstances', 'StartInstances'])
  })

  it('tells what acting said, of each account and cluster, and takes on nothing but the role that acts', async () => {
    inProcess(true)
    const { places } = await testActing(tenant_id)
    expect(places).toMatchObject([
      { kind: 'account', name: DEV.account_id, used: arnOf('act'), state: 'answers', detail: expect.stringContaining('assumed-role/act/countersign-act-test') },
      { kind: 'cluster', name: 'main', used: WRITE, state: 'failed' },
    ])
    expect(rolesTaken()).toEqual(['act as countersign-act-test'])
    expect(knownSecrets()).toContain(VALUE)
    expect((await keptActingTest(tenant_id))?.places).toEqual(places)
  })
})

describe('what acts, in every other process', () => {
  const refused = (name: string) => ({ code: 'forbidden', message: expect.stringContaining(name) })

  it('is refused by name: the session of a plan, the role, the token and its secret, and the test of them', async () => {
    const tenant = await getTenant(tenant_id)
    const [account] = accountsOf(tenant)
    invariant(account, 'the tenant has an account')
    await expect(connectionsOf(tenant_id, sessionOf(await planned()))).rejects.toMatchObject(refused('whatever changes accounts'))
    expect(() => awsConnection(tenant, 'act')).toThrow('is for acting')
    expect(() => roleThatActs(tenant_id, account)).toThrow(`the role that acts in account ${DEV.account_id} is for acting`)
    await expect(readActSecret(tenant_id, WRITE)).rejects.toMatchObject(refused(WRITE))
    const [{ write_token } = { write_token: null }] = Object.values(clustersOf(tenant, 'act'))
    await expect(typeof write_token === 'function' ? write_token() : null).rejects.toMatchObject(refused(WRITE))
    await expect(testActing(tenant_id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is asked for by a job, and not answered before a worker of the execution queue has done it', async () => {
    expect(await askActing(tenant_id, 0)).toMatchObject({ state: 'waiting', detail: 'no worker of the execution queue has answered yet' })
    expect(await everyTenant("select 1 from graphile_worker.jobs where task_identifier = 'acting.test'")).toHaveLength(1)
  })
})
