import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { proposalLines } from '@/lib/desks/cost/connectors/tickets/ticket-lines'
import { anInstance, DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { prerequisitesFirst } from '@/lib/desks/cost/plan/prerequisites'
import { makeEvidence } from '@/lib/evidence/make'
import type { Evidence } from '@/schemas/evidence/evidence'
import { budgetCandidates } from './budget-candidates'
import { containerCandidates } from './container-candidates'
import { databaseCandidates } from './database-candidates'
import { smallerGroups, smallerInstances } from './size-candidates'
import { smallerType } from './smaller-type'

const evidence = (body: Record<string, unknown> & { kind: string }): Evidence =>
  makeEvidence({ source: { connector: 'test', query: body.kind, data_version: null, retrieved_at: '2026-11-19T09:00:00.000Z' }, body })
const ids = [1, 2].map((n) => anInstance(n).instance_id)
const DAYS = { start: '2026-11-12', end: '2026-11-19' }
const costs = evidence({
  kind: 'cost.resource_costs',
  scope: { sub_account_id: DEV.account_id, region_id: DEV.region_id },
  currency: 'USD',
  after: DAYS,
  resources: ids.map((id) => ({
    resource_id: id,
    usage_type: 'EUW1-BoxUsage:m6i.4xlarge',
    effective_cost_per_day: '20',
    list_cost_per_day: '20',
    first_seen: '2026-10-01',
    tags: {},
  })),
  is_cut: false,
})
const inventory = (differs: Parameters<typeof anInstance>[1] = {}): Evidence =>
  evidence({ kind: 'cloud.instances', account_id: DEV.account_id, instances: ids.map((_, n) => instanceBody(n + 1, differs)) })
function instanceBody(n: number, differs: Parameters<typeof anInstance>[1]) {
  const { account_id: _a, quirks: _q, ...rest } = anInstance(n, differs)
  return { ...rest, schedule: null, metric_days: 14 }
}
const TYPES = [
  { instance_type: 'm6i.2xlarge', vcpus: 8, memory_mib: 32_768 },
  { instance_type: 'm6i.4xlarge', vcpus: 16, memory_mib: 65_536 },
]
const peaks = (cpu_p99_pct: number, memory_p99_pct: number, metric_days = 14): Evidence =>
  evidence({
    kind: 'cloud.peak_use',
    ...DEV,
    instances: [{ instance_id: ids[0], cpu_p99_pct, memory_p99_pct, metric_days }],
    types: TYPES,
  })
const group = (differs: Record<string, unknown> = {}): Evidence =>
  evidence({
    kind: 'cloud.scaling_groups',
    ...DEV,
    groups: [
      {
        arn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:x:autoScalingGroupName/workers',
        name: 'workers',
        min: 2,
        desired: 8,
        in_service: 8,
        cpu_most_pct: 40,
        since: null,
        tags: { env: 'dev' },
        instance_ids: ids,
        ...differs,
      },
    ],
  })
const budget = (differs: Record<string, unknown> = {}): Evidence =>
  evidence({
    kind: 'cost.budget_status',
    account_id: DEV.account_id,
    budgets: [{ name: 'monthly', unit: 'USD', time_unit: 'MONTHLY', limit: '1000', actual: '800', forecast: '1300', tags: {}, ...differs }],
  })
const asked = (...list: Evidence[]) => ({ evidence: list, currency: 'USD' })

describe('a smaller type', () => {
  it('is proposed for the instance that fits into half its size at its busiest, with parameters that the template takes', () => {
    const [candidate, ...others] = smallerInstances(asked(costs, inventory(), peaks(20, 20)))
    expect(others).toEqual([])
    expect(candidate?.params.targets).toMatchObject([{ instance_id: ids[0], instance_type: 'm6i.4xlarge', to_type: 'm6i.2xlarge', saved_share: '0.5' }])
    const bound = COST_ACTIONS['rightsize_ec2']?.bind(candidate?.params)
    expect(bound?.savings.expected).toBe('304')
  })
  it.each([
    ['its CPU is too busy', asked(costs, inventory(), peaks(39, 20))],
    ['its memory is too full', asked(costs, inventory(), peaks(20, 42))],
    ['less than two weeks are known', asked(costs, inventory(), peaks(20, 20, 13))],
    ['nobody measures its memory', asked(costs, inventory())],
    ['the bill does not name it', asked(inventory(), peaks(20, 20))],
    ['it does not run', asked(costs, inventory({ state: 'stopped' }), peaks(20, 20))],
  ])('is not proposed where %s', (_, q) => expect(smallerInstances(q)).toEqual([]))
  it('is half of the same family, and none where halves are not named', () => {
    expect(['m6i.4xlarge', 'c7g.xlarge', 't3.micro', 'm5.metal'].map(smallerType)).toEqual(['m6i.2xlarge', 'c7g.large', null, null])
  })
})

describe('a group with room', () => {
  it('gives up as many nodes as one step takes and its busiest node allows', () => {
    const [candidate] = smallerGroups(asked(costs, group()))
    expect(candidate?.params.targets).toMatchObject([{ name: 'workers', nodes: 8, desired: 6, min: 2, min_safe: 2, effective_cost_per_day: '40' }])
    expect(() => COST_ACTIONS['scale_nodegroup']?.bind(candidate?.params)).not.toThrow()
  })
  it.each([
    ['it is busy', { cpu_most_pct: 80 }],
    ['nobody knows how busy it is', { cpu_most_pct: null }],
    ['it has its least size', { min: 8 }],
    ['nodes are missing', { in_service: 7 }],
    ['the bill names none of its nodes', { instance_ids: [] }],
  ])('keeps its nodes where %s', (_, differs) => expect(smallerGroups(asked(costs, group(differs)))).toEqual([]))
})

const ROSE = { scope: { sub_account_id: DEV.account_id }, delta_daily_cost: '310' }
describe('a budget', () => {
  it('stays where nobody knows whether it counts the rise, and says what is missing', () => {
    const filter = { op: 'is', key: 'tag team', values: ['data'], match: 'equals', ignores_case: false }
    expect(budgetCandidates({ ...asked(budget({ filter })), anomaly: ROSE })).toMatchObject({
      candidates: [],
      rejected: [{ because: 'not known: whether the budget counts this rise (tag team)' }],
    })
  })
  it('gets a limit above what the provider expects', () => {
    const [candidate] = budgetCandidates({ ...asked(budget()), anomaly: ROSE }).candidates
    expect(candidate?.params.targets).toMatchObject([{ name: 'monthly', limit: '1430' }])
    expect(() => COST_ACTIONS['adjust_budget_alarm']?.bind(candidate?.params)).not.toThrow()
  })
  it.each([
    ['it is kept', { forecast: '990' }],
    ['it would have to be more than doubled', { forecast: '1900' }],
    ['it is in another currency', { unit: 'EUR' }],
    ['it does not count the rise', { filter: { op: 'is', key: 'sub_account_id', values: ['210000000009'], match: 'equals', ignores_case: false } }],
  ])('stays where %s', (_, differs) => expect(budgetCandidates({ ...asked(budget(differs)), anomaly: ROSE }).candidates).toEqual([]))
})

const DB = 'arn:aws:rds:eu-west-1:111122223333:db:reports'
const database = (differs: Record<string, unknown> = {}): Evidence =>
  evidence({
    kind: 'cloud.databases',
    ...DEV,
    databases: [
      {
        arn: DB,
        db_instance_id: 'reports',
        instance_class: 'db.m6g.xlarge',
        status: 'available',
        is_cluster_member: false,
        is_replicated: false,
        connections_most: 3,
        cpu_p99_pct: 20,
        free_memory_least_mib: 12_000,
        since: null,
        tags: { env: 'dev' },
        ...differs,
      },
    ],
    types: [
      { instance_type: 'm6g.large', vcpus: 2, memory_mib: 8192 },
      { instance_type: 'm6g.xlarge', vcpus: 4, memory_mib: 16_384 },
    ],
  })
const databaseCosts = evidence({
  kind: 'cost.resource_costs',
  scope: {},
  currency: 'USD',
  after: DAYS,
  resources: [
    {
      resource_id: DB,
      usage_type: 'EUW1-InstanceUsage:db.m6g.xlarge',
      effective_cost_per_day: '8',
      list_cost_per_day: '8',
      first_seen: '2026-10-01',
      tags: {},
    },
  ],
  is_cut: false,
})

describe('a database', () => {
  it('becomes smaller where it fits into half its class, and waits for its maintenance window', () => {
    const [candidate] = databaseCandidates('rightsize_rds', asked(databaseCosts, database()))
    expect(candidate?.params).toMatchObject({ apply_immediately: false, targets: [{ to_class: 'db.m6g.large', saved_share: '0.5' }] })
    expect(() => COST_ACTIONS['rightsize_rds']?.bind(candidate?.params)).not.toThrow()
  })
  it('is stopped where nobody connected for a week, outside production', () => {
    const [candidate] = databaseCandidates('stop_rds', asked(databaseCosts, database({ connections_most: 0 })))
    expect(() => COST_ACTIONS['stop_rds']?.bind(candidate?.params)).not.toThrow()
    expect(databaseCandidates('stop_rds', asked(databaseCosts, database({ connections_most: 0, tags: { env: 'prod' } })))).toEqual([])
    expect(databaseCandidates('stop_rds', asked(databaseCosts, database({ connections_most: null })))).toEqual([])
  })
  it.each([
    ['its memory use is not known', { free_memory_least_mib: null }],
    ['its memory is used', { free_memory_least_mib: 2000 }],
    ['its CPU is busy', { cpu_p99_pct: 60 }],
    ['it belongs to a cluster', { is_cluster_member: true }],
    ['it feeds a replica', { is_replicated: true }],
  ])('keeps its class where %s', (_, differs) => expect(databaseCandidates('rightsize_rds', asked(databaseCosts, database(differs)))).toEqual([]))
})

describe('containers', () => {
  const requests = (differs: Record<string, unknown> = {}): Evidence =>
    evidence({
      kind: 'k8s.requests',
      cluster: 'main',
      account_id: DEV.account_id,
      window: DAYS,
      containers: [
        {
          arn: 'arn:kubernetes:workload:::main/shop/deployment/web/app',
          name: 'main/shop/deployment/web/app',
          requests: { cpu_milli: 2000, memory_mib: 4096 },
          used_most: { cpu_milli: 333, memory_mib: 801 },
          data_days: 14,
          cost_per_day: '4.5',
          since: null,
          labels: { env: 'dev' },
          ...differs,
        },
      ],
    })
  const all = (e: Evidence) => containerCandidates({ ...asked(e), region_id: 'eu-west-1' })
  const of = (e: Evidence) => all(e).candidates
  it('reserve what they used at most, with room, and promise nothing until nodes go', () => {
    const [candidate] = of(requests())
    expect(candidate?.params.targets).toMatchObject([{ from: { cpu_milli: 2000 }, to: { cpu_milli: 383, memory_mib: 922 }, saved_share: '0' }])
    expect(COST_ACTIONS['k8s_rightsize_requests']?.bind(candidate?.params).savings.expected).toBe('0')
  })
  it.each([
    ['less than two weeks are known', { data_days: 13 }],
    ['there is little to gain', { used_most: { cpu_milli: 1600, memory_mib: 3400 } }],
    ['they use more than they reserve', { used_most: { cpu_milli: 3000, memory_mib: 801 } }],
  ])('keep what they reserve where %s', (_, differs) => expect(of(requests(differs))).toEqual([]))
  it('are left to a person, with the commands, where no token may change the cluster', () => {
    const readable = requests()
    const e = evidence({ ...(readable.body as { kind: string }), can_change: false })
    expect(all(e)).toMatchObject({
      candidates: [],
      rejected: [{ template: 'k8s_rightsize_requests', because: 'no token is named that may change the cluster' }],
    })
    const name = (readable.body as { containers: { name: string }[] }).containers[0]?.name.split('/') ?? []
    const set = `kubectl --context ${name[0]} --namespace ${name[1]} set resources ${name[2]}/${name[3]} --containers ${name[4]} --requests=`
    expect(proposalLines([e])).toEqual([
      expect.stringContaining('reserve what it uses.'),
      expect.stringContaining('Before you start'),
      `${set}cpu=383m,memory=922Mi`,
      `To take it back: ${set}cpu=2000m,memory=4096Mi.`,
    ])
    expect(proposalLines([readable])).toEqual([])
  })
})

it('puts no action before one that it builds on, and leaves the rest in order of risk', () => {
  const at = (template: string, region_id = 'eu-west-1') => ({ template, account_id: 'a', region_id })
  const order = (...list: ReturnType<typeof at>[]) => prerequisitesFirst(list).map((a) => a.template)
  expect(order(at('snapshot_delete_orphan'), at('set_log_retention'), at('ami_disable'))).toEqual([
    'set_log_retention',
    'ami_disable',
    'snapshot_delete_orphan',
  ])
  expect(order(at('scale_nodegroup'), at('k8s_rightsize_requests'))).toEqual(['k8s_rightsize_requests', 'scale_nodegroup'])
  expect(order(at('scale_nodegroup'), at('k8s_rightsize_requests', 'us-east-1'))).toEqual(['scale_nodegroup', 'k8s_rightsize_requests'])
})
