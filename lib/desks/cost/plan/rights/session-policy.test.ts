import { describe, expect, it } from 'vitest'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { EVERY_SITUATION, nameOf, situationNamed } from '@/lib/desks/cost/fixtures/other-targets'
import { anInstance, DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { READ_SESSION } from './read-session'
import { planSession, sessionPolicy } from './session-policy'

const NOW = '2026-11-19T09:00:00.000Z'
const ROLE = `arn:aws:iam::${DEV.account_id}:role/scheduler`
type Statement = { Effect: string; Action: string[]; Resource: string[] }
const statements = (text: string): Statement[] => (JSON.parse(text) as { Statement: Statement[] }).Statement

const ANYWHERE: Record<string, string[]> = {
  submit_ad_feedback: ['ce:ProvideAnomalyFeedback'],
  'tag_owner of a database': ['tag:TagResources', 'tag:UntagResources'],
  'tag_owner of a bucket': ['tag:TagResources', 'tag:UntagResources'],
}

describe.each(EVERY_SITUATION.map((s) => [nameOf(s), s] as const))('the session of %s', (_id, s) => {
  it('may read, may change its targets, and may change nothing else', async () => {
    const port = simulatedCloud({ estate: s.estate, log: memoryLog(), now: async () => NOW })
    const plan = await preparePlan(proposalOf('case_a', [{ template: s.template, params: s.params as never, reasons: [] }]), {
      port,
      now: NOW,
      history: {},
      is_in_change_window: true,
    })
    const all = statements(sessionPolicy(plan, DEV.account_id, ROLE))
    expect(all.every((x) => x.Effect === 'Allow' && x.Action.length > 0 && x.Resource.length > 0)).toBe(true)
    const [reads, ...changes] = all
    expect(reads?.Action.every((a) => /:(?:Describe|Get|List|View)/.test(a))).toBe(true)
    // IAM has no resource for an answer to an anomaly and for the Tagging API, which asks for the right of the resource's own service besides.
    const anywhere = changes.filter((x) => x.Resource.includes('*')).flatMap((x) => x.Action)
    expect(anywhere).toEqual(ANYWHERE[nameOf(s)] ?? [])
    const named = new Set(all.flatMap((x) => x.Action))
    expect(plan.actions[0]?.permissions.filter((p) => !p.startsWith('k8s:') && !named.has(p))).toEqual([])
  })
})

it('lets whoever only looks change nothing, in a policy that STS takes', () => {
  const text = READ_SESSION.policyOf()
  expect(text.length).toBeLessThanOrEqual(2048)
  expect(
    statements(text)
      .flatMap((x) => x.Action)
      .filter((a) => !/:(?:Describe|Get|List|View)/.test(a)),
  ).toEqual([])
})

const candidates = EVERY_SITUATION.map((s) => ({ template: s.template, params: s.params as never, reasons: [] }))

it('lets planning ask about changes that AWS can try, on its targets only, and nothing that is made when it is asked', () => {
  for (const candidate of candidates) {
    const [reads, ...changes] = statements(planSession({ candidates: [candidate] }).policyOf(DEV.account_id, ROLE))
    expect(reads?.Action.every((a) => /:(?:Describe|Get|List|View)/.test(a))).toBe(true)
    expect(changes.flatMap((x) => x.Action).filter((a) => !a.startsWith('ec2:') && a !== 'kms:CreateGrant')).toEqual([])
    expect(changes.flatMap((x) => x.Resource)).not.toContain('*')
  }
  expect(statements(planSession({ candidates }).policyOf('444455556666', null))).toHaveLength(1)
})

it('fits into what STS takes even when every action is asked about at once', () =>
  expect(planSession({ candidates }).policyOf(DEV.account_id, ROLE).length).toBeLessThanOrEqual(2048))

it('names snapshots and images as IAM knows them, without an account', () => {
  for (const template of ['snapshot_delete_orphan', 'ami_disable']) {
    const resources = statements(planSession({ candidates: candidates.filter((c) => c.template === template) }).policyOf(DEV.account_id, ROLE)).flatMap(
      (x) => x.Resource,
    )
    expect(resources.filter((r) => /(?:snapshot|image)\//.test(r)).every((r) => r.startsWith(`arn:aws:ec2:${DEV.region_id}::`))).toBe(true)
  }
})

it('names targets by kind when they are too many for one policy, and gives an account without actions nothing to change', async () => {
  const instances = Array.from({ length: 10 }, (_, n) => anInstance(n + 1, { tags: { Name: `loadtest-${n}`, env: 'dev' } }))
  const port = simulatedCloud({ estate: { instances, volumes: [], log_groups: [] }, log: memoryLog(), now: async () => NOW })
  const plan = await preparePlan(proposalOf('case_a', [scheduleCandidate(instances)]), { port, now: NOW, history: {}, is_in_change_window: true })
  const text = sessionPolicy(plan, DEV.account_id, ROLE)
  expect(text.length).toBeLessThanOrEqual(2048)
  const others = plan.actions.map((a) => ({ ...a, targets: a.targets.map((t) => ({ ...t, arn: t.arn.replace(/i-0/, 'i-1') })) }))
  const many = { ...plan, actions: [...plan.actions, ...others] }
  expect(statements(sessionPolicy(many, DEV.account_id, ROLE)).flatMap((x) => x.Resource)).toContain(
    `arn:aws:ec2:${DEV.region_id}:${DEV.account_id}:instance/*`,
  )
  expect(statements(sessionPolicy(plan, '444455556666', null))).toHaveLength(1)
})

describe('what a service does in our name', () => {
  const policyFor = async (name: string): Promise<(Statement & { Condition?: unknown })[]> => {
    const s = situationNamed(name)
    const port = simulatedCloud({ estate: s.estate, log: memoryLog(), now: async () => NOW })
    const candidate = { template: s.template, params: s.params as never, reasons: [] }
    const plan = await preparePlan(proposalOf('case_a', [candidate]), { port, now: NOW, history: {}, is_in_change_window: true })
    return statements(sessionPolicy(plan, DEV.account_id, ROLE))
  }
  const KEYS = `arn:aws:kms:${DEV.region_id}:${DEV.account_id}:key/*`

  it('opens disks for whoever may start instances: through EC2 in that region, for its own resources, with the keys of that account', async () => {
    const service = { 'kms:ViaService': `ec2.${DEV.region_id}.amazonaws.com` }
    for (const name of ['stop_idle_ec2', 'schedule_nonprod', 'rightsize_ec2', 'ebs_delete_unattached']) {
      const grants = (await policyFor(name)).filter((x) => x.Action.includes('kms:CreateGrant'))
      expect(grants.map(({ Resource, Condition }) => [Resource, Condition])).toEqual([
        [[KEYS], { StringEquals: service, Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
        [[KEYS], { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['DescribeKey'] } }],
      ])
    }
    expect((await policyFor('ebs_gp2_to_gp3')).flatMap((x) => x.Resource)).not.toContain(KEYS)
  })

  it('lets planning ask a key about the narrowest grant, and have no other made', () => {
    const policy = planSession({ candidates }).policyOf(DEV.account_id, ROLE)
    const grants = (statements(policy) as (Statement & { Condition?: unknown })[]).filter((x) => x.Action.includes('kms:CreateGrant'))
    expect(grants.map((x) => x.Condition)).toEqual([{ 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['DescribeKey'] } }])
  })

  it('copies a snapshot for whoever may make a volume of it, through EC2 alone', async () => {
    const copied = (await policyFor('ebs_delete_unattached')).find((x) => x.Action.includes('kms:Decrypt'))
    expect(copied).toMatchObject({ Resource: [KEYS], Condition: { StringEquals: { 'kms:ViaService': `ec2.${DEV.region_id}.amazonaws.com` } } })
  })

  it('tags a resource with the right of its own service, on that resource', async () => {
    const { arn } = situationNamed('tag_owner of a database').params.targets[0] ?? {}
    const own = (await policyFor('tag_owner of a database')).find((x) => x.Resource.includes(String(arn)))
    expect(own?.Action).toEqual(['rds:AddTagsToResource', 'rds:RemoveTagsFromResource'])
  })

  it('makes a snapshot of the database that is stopped, under a name of ours', async () => {
    const made = (await policyFor('stop_rds')).find((x) => x.Action.includes('rds:CreateDBSnapshot'))
    expect(made?.Resource).toEqual([expect.stringMatching(/:db:reports$/), expect.stringMatching(/:snapshot:countersign-\*$/)])
  })
})
