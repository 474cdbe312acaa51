import { StopInstancesCommand } from '@aws-sdk/client-ec2'
import { afterEach, describe, expect, it } from 'vitest'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { type RoleUse, rolePolicy } from '@/lib/desks/cost/plan/rights/role-policy'
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
// Of ours, the workers and the web app hold one key and the worker of the execution queue another.
const [LOOKING, ACTING] = ['900000000001', '900000000002']
const role = (name: string) => `arn:aws:iam::${DEV.account_id}:role/${name}`
const live = { dry_run: false, idempotency_key: 'k' }
const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

/** An account with both roles, made with the policies that the settings page shows to paste. */
async function connect(s: Situation) {
  const clock = { now: NOW }
  const server = await awsWireServer(s.estate, async () => clock.now)
  servers.push(server)
  const made = (use: RoleUse) => JSON.stringify(rolePolicy(Object.values(COST_ACTIONS), use))
  server.role(role('look'), { trusts: LOOKING, external_id: 'ext-look', policy: made('look') })
  server.role(role('act'), { trusts: ACTING, external_id: 'ext-act', policy: made('act') })
  const shared = { endpoint: server.endpoint, timeout_ms: 5000 }
  const scheduler_role_arn = role('scheduler')
  const looking = { role_arn: role('look'), external_id: 'ext-look', looks_only: true as const, scheduler_role_arn }
  const acting = { role_arn: role('act'), external_id: 'ext-act', scheduler_role_arn }
  const look = { ...shared, accounts: { [DEV.account_id]: looking }, credentials: keyOf(LOOKING) }
  const act = { ...shared, accounts: { [DEV.account_id]: acting }, credentials: keyOf(ACTING) }
  const proposal = proposalOf('case_a', [{ template: s.template, params: s.params as never, reasons: [] }])
  const cloudOf = (connection: typeof look | typeof act, session: AwsSession) => awsCloud({ ...connection, session }, async () => clock.now)
  const plan = () => preparePlan(proposal, { port: cloudOf(look, planSession(proposal)), now: NOW, history: {}, is_in_change_window: true })
  return { clock, server, proposal, look, act, cloudOf, plan }
}

const ON_AWS = EVERY_SITUATION.filter((s) => s.template !== 'k8s_rightsize_requests')

describe.each(ON_AWS.map((s) => [nameOf(s), s] as const))('%s in an account with two roles', (_id, s) => {
  it('is planned by the role that looks, and tried, carried out and undone by the role that acts', async () => {
    const x = await connect(s)
    const made = await x.plan()
    expect(made.rejected).toEqual([])
    expect(made.actions[0]?.prechecks.filter((c) => c.outcome !== 'passed')).toEqual([])
    expect(made.actions[0]?.dry_run).toMatchObject({ kind: 'simulated', outcome: 'would_succeed' })
    expect(new Set(x.server.sessions.map((asked) => asked['RoleArn']))).toEqual(new Set([role('look')]))
    expect(x.server.changes).toEqual([])

    const port = x.cloudOf(x.act, sessionOf(made))
    const action = COST_ACTIONS[s.template]?.bind(s.params)
    if (action === undefined) throw new Error('no template')
    const run = (key: string, stage = 1) => ({ now: x.clock.now, key: `${key} ${stage}`, mode: 'live', stage }) as const
    const at = { clock: x.clock, port, action }
    const before = await action.capture(port, run('read'))
    const tried = await action.dryRun(port, { ...run('try'), mode: 'dry_run' })
    expect(tried.outcome).toBe('would_succeed')
    expect(tried.detail).not.toContain('right before it is carried out')
    expect(await inStages(at, (stage) => action.apply(port, run('apply', stage)))).toMatchObject({ outcome: 'success' })
    x.clock.now = '2026-11-19T16:00:00.000Z'
    expect(await inStages(at, (stage) => action.rollback(port, before, run('rollback', stage)))).toMatchObject({ outcome: 'success' })
    expect(x.server.changes.length).toBeGreaterThan(0)
  })
})

describe('the role that looks', () => {
  const s = situationOf('stop_idle_ec2')
  const [id = ''] = s.estate.instances.map((i) => i.instance_id)

  it('is asked for no change, not even whether one would be accepted, and the plan says that it was not tried', async () => {
    const x = await connect(s)
    const [action] = (await x.plan()).actions
    expect(action?.dry_run.detail).toBe(
      '1 target was read; StopInstances is tried right before it is carried out: the role for reading may not ask for changes',
    )
    expect(x.server.calls).not.toContain('StopInstances')
    await expect(x.cloudOf(x.look, planSession(x.proposal)).stopInstance(DEV, id, live)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(x.cloudOf(x.look, READ_SESSION).stopInstance(DEV, id, live)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is refused a change by the account itself, whatever our own clients would let through', async () => {
    const x = await connect(s)
    const everything = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['*'], Resource: '*' }] })
    const clients = await awsClients({ ...x.look, session: { name: 'no-lock-of-ours', may: 'act', policyOf: () => everything } })(DEV)
    await expect(clients.writing.send(new StopInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({ name: 'UnauthorizedOperation' })
    expect(x.server.changes).toEqual([])
  })

  it('does not hold a session policy with a change in it while planning', async () => {
    const x = await connect(s)
    await x.plan()
    const statements = (JSON.parse(x.server.sessions.at(-1)?.['Policy'] ?? '{}') as { Statement: { Action: string[] }[] }).Statement
    expect(statements.flatMap(({ Action }) => Action).filter((a) => !/:(?:Describe|Get|List|View)/.test(a))).toEqual(['kms:CreateGrant'])
  })

  it('still asks a key of the account whether it opens a disk', async () => {
    const x = await connect(withState(s, { quirks: ['customer_key'] }))
    expect((await x.plan()).actions[0]?.prechecks.find((c) => c.id === 'encryption_key')?.outcome).toBe('passed')
    expect(x.server.changes).toEqual([])
  })
})

describe('the role that acts', () => {
  const s = situationOf('stop_idle_ec2')

  it.each([
    ['by a process that holds the key of those who look', { credentials: keyOf(LOOKING) }],
    ['under the external id of the other role', { external_id: 'ext-look' }],
  ])('is not taken on %s', async (_how, { credentials, external_id }: { credentials?: ReturnType<typeof keyOf>; external_id?: string }) => {
    const x = await connect(s)
    const account = { role_arn: role('act'), external_id: external_id ?? 'ext-act', scheduler_role_arn: null }
    const connection = { ...x.act, accounts: { [DEV.account_id]: account }, credentials: credentials ?? keyOf(ACTING) }
    await expect(awsClients({ ...connection, session: READ_SESSION })(DEV)).rejects.toMatchObject({ code: 'provider_down' })
  })
})
