import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { makeEvidence } from '@/lib/evidence/make'
import type { Evidence } from '@/schemas/evidence/evidence'
import { ownerCandidates } from './owner-candidates'
import { scheduledDatabaseCandidates } from './scheduled-database-candidates'

const NOW = '2026-11-19T09:00:00.000Z'
const evidence = (body: { kind: string }): Evidence =>
  makeEvidence({ source: { connector: 'test', query: body.kind, data_version: null, retrieved_at: NOW }, body, completeness: 1, gaps: [] })
const arn = (rest: string): string => `arn:aws:rds:eu-west-1:111122223333:${rest}`

const switched = (differs: Record<string, unknown> = {}) => ({
  ...{ arn: arn('db:reports'), kind: 'database', id: 'reports', status: 'available', is_replicated: false, is_serverless: false, has_schedule: false },
  ...{ busy_hours: ['2026-11-17T10:00:00.000Z', '2026-11-18T16:00:00.000Z'], billed_as: [arn('db:reports')], tags: { env: 'dev' } },
  ...differs,
})
const costs = evidence({
  kind: 'cost.resource_costs',
  scope: {},
  currency: 'USD',
  after: { start: '2026-11-12', end: '2026-11-19' },
  is_cut: false,
  resources: ['db:reports', 'db:a', 'db:b'].map((name) => ({
    ...{ resource_id: arn(name), usage_type: 'EU-InstanceUsage:db.m6g.xl', first_seen: '2026-10-01' },
    ...{ effective_cost_per_day: '10', list_cost_per_day: '10', tags: {} },
  })),
} as never)
const propose = (...list: Record<string, unknown>[]) =>
  scheduledDatabaseCandidates({
    evidence: [costs, evidence({ kind: 'cloud.databases', ...DEV, databases: [], types: [], switched: list } as never)],
    currency: 'USD',
  })

describe('a schedule for databases', () => {
  it('is proposed where somebody is connected in working hours alone, with parameters that the action takes', () => {
    const { candidates, rejected } = propose(switched())
    expect(rejected).toEqual([])
    expect(candidates).toMatchObject([
      { template: 'schedule_nonprod', params: { targets: [{ kind: 'database', id: 'reports', effective_cost_per_day: '10' }] } },
    ])
    expect(COST_ACTIONS['schedule_nonprod']?.bind(candidates[0]?.params)).toMatchObject({
      facts: { target_kind: 'database' },
      title: expect.stringContaining('1 database'),
    })
  })

  it('is proposed for a cluster once, with what the bill charges for its members', () => {
    const cluster = switched({ kind: 'cluster', id: 'main', arn: arn('cluster:main'), billed_as: [arn('db:a'), arn('db:b')], busy_hours: [] })
    expect(propose(cluster).candidates).toMatchObject([{ params: { targets: [{ kind: 'cluster', id: 'main', effective_cost_per_day: '20' }] } }])
  })

  it('says why not where somebody is connected at night, and where nobody knows', () => {
    expect(propose(switched({ busy_hours: ['2026-11-17T23:00:00.000Z'] })).rejected).toMatchObject([
      { because: 'somebody was connected at 2026-11-17T23:00:00.000Z' },
    ])
    expect(propose(switched({ busy_hours: null })).rejected).toMatchObject([{ because: 'not known: when somebody is connected' }])
  })

  it.each([
    ['in production', { tags: { env: 'prod' } }],
    ['of no known environment', { tags: {} }],
    ['that nobody uses, which is stopped instead', { busy_hours: [] }],
    ['that feeds a replica', { is_replicated: true }],
    ['that has a schedule', { has_schedule: true }],
    ['that is stopped', { status: 'stopped' }],
    ['that the bill does not charge for', { billed_as: [] }],
  ])('is not proposed for a database %s', (_name, differs) => expect(propose(switched(differs))).toEqual({ candidates: [], rejected: [] }))
})

it('an owner is written on databases and buckets by another action than on what EC2 tags itself', () => {
  const instance = {
    arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
    instance_id: 'i-1',
    region_id: 'eu-west-1',
    instance_type: 'm6i.large',
    state: 'running',
  }
  const more = {
    launched_at: NOW,
    tags: {},
    is_spot: false,
    auto_scaling_group: null,
    has_instance_store: false,
    has_termination_protection: false,
    public_ip: 'none',
  }
  const found = ownerCandidates({
    evidence: [
      evidence({
        kind: 'cloud.instances',
        account_id: DEV.account_id,
        instances: [{ ...instance, ...more, schedule: null, cpu_p95_pct: null, network_mb_per_hour: null, metric_days: 0 }],
      } as never),
      evidence({
        kind: 'cloud.buckets',
        ...DEV,
        buckets: [{ arn: 'arn:aws:s3:::exports', name: 'exports', objects: 1, standard_bytes: 1, has_transition: false, tags: {} }],
      } as never),
    ],
    currency: 'USD',
    owner: 'data',
  })
  expect(found.candidates.map((c) => COST_ACTIONS['tag_owner']?.bind(c.params).facts.permissions.at(-1))).toEqual(['ec2:DeleteTags', 'tag:UntagResources'])
})
