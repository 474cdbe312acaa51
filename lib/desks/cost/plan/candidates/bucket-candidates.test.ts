import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { savedPerMonth } from '@/lib/desks/cost/actions/saved-by-class'
import { STORAGE_CLASSES, storageTariff } from '@/lib/desks/cost/actions/storage-tariffs'
import { DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { makeEvidence } from '@/lib/evidence/make'
import { addDays } from '@/lib/kernel/time'
import { bucketCandidates } from './bucket-candidates'
import { chooseStorageClass } from './storage-class'

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
const costs = (resources: ReturnType<typeof row>[], days: number) =>
  evidence({
    kind: 'cost.resource_costs',
    scope: { sub_account_id: DEV.account_id, region_id: DEV.region_id },
    currency: 'USD',
    after: { start: addDays('2026-11-19', -days), end: '2026-11-19' },
    resources,
    is_cut: false,
  })
const found = (buckets: object[], rows: ReturnType<typeof row>[], days = 7) =>
  bucketCandidates({ evidence: [evidence({ kind: 'cloud.buckets', ...DEV, buckets }), costs(rows, days)], currency: 'USD' })
const planned = (buckets: object[], ...rows: ReturnType<typeof row>[]) => found(buckets, rows).candidates

describe('a bucket on standard storage', () => {
  it('is to be moved to the class that watches what is read, with what was counted, and the template takes it', () => {
    const [candidate] = planned([bucket('lake')], row('lake', '6'))
    expect(candidate).toMatchObject({
      template: 's3_lifecycle_transition',
      params: { ...DEV, environment: 'dev', storage_class: 'INTELLIGENT_TIERING', after_days: 30 },
    })
    expect(candidate?.params.targets).toMatchObject([{ name: 'lake', objects: 1_000_000, average_size_bytes: 8_000_000, effective_cost_per_day: '6' }])
    // 6 x 30.4 x 0.456522 of storage, less 1,000,000 objects x 0.0000025 of watching them, less a twelfth of 10 for moving them.
    const savings = COST_ACTIONS['s3_lifecycle_transition']?.bind(candidate?.params).savings
    expect(savings).toMatchObject({ expected: '79.94', bound: '79.94' })
    expect(savings?.formula).toContain('less the watching of its objects, a twelfth of what moving its objects costs')
  })

  it.each([
    ['that nobody counted', { objects: null }, '6'],
    ['whose size nobody knows', { standard_bytes: null }, '6'],
    ['that is empty', { objects: 0, standard_bytes: 0 }, '6'],
    ['with a rule that moves objects', { has_transition: true }, '6'],
    ['whose objects cost more to watch than they save', { objects: 900_000_000 }, '6'],
  ])('is left alone %s', (_name, differs, per_day) => expect(planned([bucket('lake', differs)], row('lake', per_day))).toEqual([]))

  it.each([
    ['that nobody counted', { objects: null }, 'not known: how many objects it holds'],
    ['of small objects', { objects: 100_000_000 }, 'below 128 KiB on average'],
    ['whose objects cost more to watch than they save', { objects: 50_000_000 }, 'costs more than a cheaper class saves'],
    ['whose objects a rule deletes before they would move', { expires_after_days: 14 }, 'deleted or replaced before they would move'],
  ])('says why it is left alone: one %s', (_name, differs, because) =>
    expect(found([bucket('lake', differs)], [row('lake', '6')]).rejected).toMatchObject([{ target: 'lake', because: expect.stringContaining(because) }]),
  )

  it('is left alone in a region whose prices are not known, and is never given those of another', () => {
    const there = { ...DEV, region_id: 'sa-east-1' }
    const rows = [row('lake', '6', 'SAE1-TimedStorage-ByteHrs')]
    expect(
      bucketCandidates({ evidence: [evidence({ kind: 'cloud.buckets', ...there, buckets: [bucket('lake')] }), costs(rows, 7)], currency: 'USD' }),
    ).toMatchObject({
      candidates: [],
      rejected: [{ target: 'lake', because: 'not known: what storage classes cost in sa-east-1' }],
    })
    const { params } = planned([bucket('lake')], row('lake', '6'))[0] ?? {}
    expect(COST_ACTIONS['s3_lifecycle_transition']?.bind({ ...params, ...there }).savings).toMatchObject({
      expected: '0',
      formula: expect.stringContaining('not known'),
    })
  })

  it('is left alone where the bill does not name its storage, or names cheaper classes only', () => {
    expect(planned([bucket('lake')])).toEqual([])
    expect(planned([bucket('lake')], row('lake', '6', 'EUW1-TimedStorage-SIA-ByteHrs'))).toEqual([])
  })

  it('is grouped by environment, the costliest first and five at most', () => {
    const names = ['a-1', 'b-2', 'c-3', 'd-4', 'e-5', 'f-6']
    const grouped = planned(
      [...names.map((n) => bucket(n)), bucket('p-7', { tags: { env: 'prod' } })],
      ...[...names, 'p-7'].map((n, i) => row(n, String(10 + i))),
    )
    expect(grouped.map((c) => [c.params['environment'], c.params.targets.map((t) => t.label)])).toEqual([
      ['dev', ['f-6', 'e-5', 'd-4', 'c-3', 'b-2']],
      ['prod', ['p-7']],
    ])
  })
})

describe('how a bucket is used, as the bill shows it', () => {
  const PER_READ = 0.0000004
  const PER_WRITE = 0.000005
  const used = (reads_per_day: number, writes_per_day: number, days = 30, differs = {}) => {
    const rows = [
      row('lake', '6'),
      row('lake', (reads_per_day * PER_READ).toFixed(10), 'EUW1-Requests-Tier2'),
      row('lake', (writes_per_day * PER_WRITE).toFixed(10), 'EUW1-Requests-Tier1'),
    ]
    const [candidate] = found([bucket('lake', differs)], rows, days).candidates
    return candidate === undefined ? null : { candidate, storage_class: candidate.params['storage_class'] }
  }

  it('takes what is hardly read and stays for months to Glacier Instant Retrieval', () => {
    const chosen = used(10, 1000)
    expect(chosen?.storage_class).toBe('GLACIER_IR')
    expect(chosen?.candidate.params.targets).toMatchObject([{ reads_per_month: 304, transition_cost: '0.00002' }])
    expect(COST_ACTIONS['s3_lifecycle_transition']?.bind(chosen?.candidate.params).savings.formula).toContain('304 reads a month')
  })

  it('takes what is read now and then, or does not stay long enough for that, to infrequent access', () => {
    expect(used(300, 1000, 30, { expires_after_days: 90 })?.storage_class).toBe('STANDARD_IA')
  })

  it('takes what is read often to the class that charges nothing for reading', () => {
    expect(used(200_000, 1000)?.storage_class).toBe('INTELLIGENT_TIERING')
  })

  it('leaves alone what is replaced within weeks', () => expect(used(10, 50_000)).toBeNull())

  it('is not known over too few days, and then nothing is chosen that charges for reads or for leaving early', () => {
    const unknown = used(10, 1000, 13)
    expect(unknown?.storage_class).toBe('INTELLIGENT_TIERING')
    expect(unknown?.candidate.reasons).toMatchObject([{ facts: { is_use_known: false } }])
    expect(unknown?.candidate.params.targets).toMatchObject([{ reads_per_month: null }])
  })

  it('keeps the saving of a plan that was made before reads were asked for as it was', () => {
    const { candidate } = used(10, 1000) ?? {}
    if (candidate === undefined) throw new Error('a class was chosen')
    const targets = candidate.params.targets.map((t) => {
      const { reads_per_month: _reads, ...old } = t as typeof t & { reads_per_month: number | null }
      return old
    })
    const params = { ...candidate.params, storage_class: 'INTELLIGENT_TIERING', targets }
    expect(COST_ACTIONS['s3_lifecycle_transition']?.bind(params).savings).toMatchObject({ expected: '80.77' })
  })

  it('never chooses a class that saves less than another whose least time is kept', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.integer({ min: 131_072, max: 1e9 }),
        fc.integer({ min: 0, max: 1e8 }),
        (objects, average, reads) => {
          const stored = {
            cost_per_day: (((objects * average) / 1e9) * (0.023 / 30.4)).toFixed(8),
            objects,
            average_size_bytes: average,
            reads_per_month: reads,
          }
          const tariff = storageTariff(DEV.region_id)
          if (tariff === null) throw new Error('a region of the table')
          const chosen = chooseStorageClass(stored, 400, 30, tariff)
          const best = STORAGE_CLASSES.map((name) => savedPerMonth(name, stored, tariff)).sort((a, b) => b.cmp(a))[0]
          if (chosen === null) expect(best?.lte('0')).toBe(true)
          else expect(savedPerMonth(chosen.storage_class, stored, tariff).eq(best ?? '0')).toBe(true)
        },
      ),
    )
  })
})
