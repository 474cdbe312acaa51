import { describe, expect, it } from 'vitest'
import { makeEvidence } from '@/lib/evidence/make'
import { COST_ACTIONS } from '../actions/catalogue'
import { DEV } from '../fixtures/small-estate'
import { bucketCandidates } from './bucket-candidates'

const evidence = (body: Record<string, unknown> & { kind: string }) =>
  makeEvidence({ source: { connector: 'test', query: body.kind, data_version: null, retrieved_at: '2026-11-19T09:00:00.000Z' }, body })
const GB = 1_000_000_000
const bucket = (name: string, differs: Record<string, unknown> = {}) => ({
  ...{ arn: `arn:aws:s3:::${name}`, name, objects: 1_000_000, standard_bytes: 8000 * GB, has_transition: false, tags: { env: 'dev' } },
  ...differs,
})
const row = (resource_id: string, per_day: string, usage_type = 'EUW1-TimedStorage-ByteHrs') => ({
  ...{ resource_id, usage_type, effective_cost_per_day: per_day, list_cost_per_day: per_day, first_seen: '2026-04-01', tags: {} },
})
const costs = (...resources: ReturnType<typeof row>[]) =>
  evidence({
    kind: 'cost.resource_costs',
    scope: { sub_account_id: DEV.account_id, region_id: DEV.region_id },
    currency: 'USD',
    after: { start: '2026-11-12', end: '2026-11-19' },
    resources,
    is_cut: false,
  })
const planned = (buckets: object[], ...rows: ReturnType<typeof row>[]) =>
  bucketCandidates({ evidence: [evidence({ kind: 'cloud.buckets', ...DEV, buckets }), costs(...rows)], currency: 'USD' })

describe('a bucket on standard storage', () => {
  it('is to be moved to the class that watches what is read, with what was counted, and the template takes it', () => {
    const [candidate] = planned([bucket('lake')], row('lake', '6'))
    expect(candidate).toMatchObject({
      template: 's3_lifecycle_transition',
      params: { ...DEV, environment: 'dev', storage_class: 'INTELLIGENT_TIERING', after_days: 30 },
    })
    expect(candidate?.params.targets).toMatchObject([{ name: 'lake', objects: 1_000_000, average_size_bytes: 8_000_000, effective_cost_per_day: '6' }])
    // 6 x 30.4 x 0.456522 of storage, less 1,000,000 objects x 0.0000025 of watching them.
    expect(COST_ACTIONS['s3_lifecycle_transition']?.bind(candidate?.params).savings).toMatchObject({ expected: '80.77', bound: '80.77' })
  })

  it.each([
    ['that nobody counted', { objects: null }, '6'],
    ['whose size nobody knows', { standard_bytes: null }, '6'],
    ['that is empty', { objects: 0, standard_bytes: 0 }, '6'],
    ['with a rule that moves objects', { has_transition: true }, '6'],
    ['whose objects cost more to watch than they save', { objects: 900_000_000 }, '6'],
  ])('is left alone %s', (_name, differs, per_day) => expect(planned([bucket('lake', differs)], row('lake', per_day))).toEqual([]))

  it('is left alone where the bill does not name its storage, or names cheaper classes only', () => {
    expect(planned([bucket('lake')])).toEqual([])
    expect(planned([bucket('lake')], row('lake', '6', 'EUW1-TimedStorage-SIA-ByteHrs'))).toEqual([])
  })

  it('is grouped by environment, the costliest first and five at most', () => {
    const names = ['a-1', 'b-2', 'c-3', 'd-4', 'e-5', 'f-6']
    const found = planned(
      [...names.map((n) => bucket(n)), bucket('p-7', { tags: { env: 'prod' } })],
      ...[...names, 'p-7'].map((n, i) => row(n, String(10 + i))),
    )
    expect(found.map((c) => [c.params['environment'], c.params.targets.map((t) => t.label)])).toEqual([
      ['dev', ['f-6', 'e-5', 'd-4', 'c-3', 'b-2']],
      ['prod', ['p-7']],
    ])
  })
})
