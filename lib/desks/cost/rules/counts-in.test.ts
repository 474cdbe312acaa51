import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'
import type { Leaf } from '@/schemas/evidence/cost'
import { Scope } from '@/schemas/evidence/cost-scope'
import { budgetBreach } from './budget-breach'
import { countsIn } from './counts-in'
import { NOT_LOOKED, riseCounted } from './rise-counted'

const is = (key: string, ...values: string[]): BudgetFilter => ({ op: 'is', key, values, match: 'equals', ignores_case: false })
const DATA = Scope.parse({ sub_account_id: '210000000003', service_name: 'Amazon Elastic Compute Cloud' })

describe('what a budget counts', () => {
  it.each([
    ['everything where it has no filter', null, 'all'],
    ['its account', is('sub_account_id', '210000000003', '210000000004'), 'all'],
    ['no other account', is('sub_account_id', '210000000004'), 'none'],
    ['what it does not leave out', { op: 'not', of: is('sub_account_id', '210000000004') }, 'all'],
    ['either of two', { op: 'or', of: [is('sub_account_id', '210000000004'), is('service_name', 'Amazon Simple Storage Service')] }, 'none'],
    [
      'nothing where one of all parts is another, whatever is not known of the rest',
      { op: 'and', of: [is('tag team', 'data'), is('sub_account_id', 'x')] },
      'none',
    ],
    [
      'all where one of either parts is it, whatever is not known of the rest',
      { op: 'or', of: [is('tag team', 'data'), is('sub_account_id', '210000000003')] },
      'all',
    ],
  ] as [string, BudgetFilter | null, string][])('is %s', (_, filter, says) => expect(countsIn(filter, DATA).says).toBe(says))

  it.each([
    ['a dimension that the case leaves open', is('region_id', 'eu-west-1'), 'region'],
    ['a tag, which our bill keeps only as an owner', is('tag team', 'data'), 'tag team'],
    ['a dimension that our bill does not keep', is('PURCHASE_TYPE', 'Spot'), 'purchase type'],
    ['which half of EC2 it is', is('service_name', 'EC2 - Other'), 'service'],
    ['a comparison that is not read', { ...is('sub_account_id', '2'), match: 'other' } as BudgetFilter, 'how it compares the account'],
  ] as [string, BudgetFilter, string][])('is not known by %s', (_, filter, missing) =>
    expect(countsIn(filter, DATA)).toEqual({ says: 'unknown', missing: [missing] }),
  )

  it('is not known by a name of no region for a charge without one, and not another region’s', () => {
    const nowhere = { ...DATA, region_id: '' }
    const says = ['global', 'NoRegion', 'eu-west-1'].map((name) => countsIn(is('region_id', name), nowhere).says)
    expect(says).toEqual(['unknown', 'unknown', 'none'])
  })

  it('tells the two names of EC2 apart by the usage type', () => {
    const at = (usage_type: string) => ({ ...DATA, usage_type })
    const [compute, other] = [is('service_name', 'Amazon Elastic Compute Cloud - Compute'), is('service_name', 'EC2 - Other')]
    expect([countsIn(compute, at('EUW1-BoxUsage:m6i.xlarge')).says, countsIn(other, at('EUW1-BoxUsage:m6i.xlarge')).says]).toEqual(['all', 'none'])
    expect([countsIn(compute, at('EUW1-NatGateway-Bytes')).says, countsIn(other, at('EUW1-NatGateway-Bytes')).says]).toEqual(['none', 'all'])
  })

  it('is never both it and its opposite, and is known of both or of neither', () => {
    const leaf = fc
      .tuple(fc.constantFrom('sub_account_id', 'service_name', 'region_id', 'tag team'), fc.constantFrom('210000000003', 'x'))
      .map(([k, v]) => is(k, v))
    const { filter } = fc.letrec<{ filter: BudgetFilter }>((tie) => ({
      filter: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('filter'), { minLength: 1, maxLength: 3 })).map(([op, of]) => ({ op, of })),
        tie('filter').map((of) => ({ op: 'not' as const, of })),
      ),
    }))
    fc.assert(
      fc.property(filter, (f) => {
        const [a, b] = [countsIn(f, DATA), countsIn({ op: 'not', of: f }, DATA)]
        expect([a.says, b.says].sort()).toEqual(a.says === 'unknown' ? ['unknown', 'unknown'] : ['all', 'none'])
      }),
    )
  })
})

describe('the rise that a budget counts', () => {
  const anomaly = { scope: { sub_account_id: '210000000003' }, delta_daily_cost: '300' }
  const leaf = (region_id: string, after_cost: string) => ({ scope: { region_id }, before_cost: '10', after_cost, first_seen: '2026-04-01' }) as unknown as Leaf
  const eu = is('region_id', 'eu-west-1')
  const byLeaf = (...leaves: Leaf[]) => ({ leaves, lines: null })

  it('is the share of the leaves that are in it', () => {
    const counted = riseCounted(eu, anomaly, byLeaf(leaf('eu-west-1', '110'), leaf('us-east-1', '210')))
    expect('rise' in counted && counted.rise.toFixed(2)).toBe('100.00')
  })
  it('is not known without leaves, or where one that rose cannot be told', () => {
    expect(riseCounted(eu, anomaly, NOT_LOOKED)).toEqual({ missing: ['region'] })
    expect(riseCounted(is('tag team', 'data'), anomaly, byLeaf(leaf('eu-west-1', '110')))).toEqual({ missing: ['tag team'] })
  })

  const month = (filter: BudgetFilter | null | undefined, limit = '2800') => ({
    ...{ evidence_id: 'ev_budgets', completeness: 1, as_of: '2026-11-19' },
    body: {
      ...{ kind: 'cost.budget_status' as const, account_id: '210000000003' },
      budgets: [
        {
          ...{ name: 'platform', unit: 'USD', time_unit: 'MONTHLY' as const, limit, actual: '1800', forecast: null, tags: {} },
          ...(filter === undefined ? {} : { filter }),
        },
      ],
    },
  })
  const rise = { ...anomaly, currency: 'USD', first_day: '2026-11-09', delta_daily_cost: '310' } as Parameters<typeof budgetBreach>[0]

  it('breaches a budget only as far as it counts, and says of which budgets nobody knows', () => {
    expect(budgetBreach(rise, month(null)).breach?.days).toBe(5)
    expect(budgetBreach(rise, month(undefined)).breach?.days).toBe(5)
    expect(budgetBreach(rise, month(is('sub_account_id', '210000000004')))).toEqual({ breach: null, unknown: [] })
    expect(budgetBreach(rise, month(is('tag team', 'data')))).toEqual({ breach: null, unknown: [{ budget: 'platform', missing: 'tag team' }] })
    expect(budgetBreach(rise, month(eu), byLeaf(leaf('us-east-1', '320')))).toEqual({ breach: null, unknown: [] })
    expect(budgetBreach(rise, month(eu), byLeaf(leaf('eu-west-1', '320'))).breach?.days).toBe(5)
  })
  it('names no budget that even all of the rise would not breach', () =>
    expect(budgetBreach(rise, month(is('tag team', 'data'), '90000'))).toEqual({ breach: null, unknown: [] }))
})

describe('the tags and kinds of charges of a rise', () => {
  const anomaly = { scope: { sub_account_id: '210000000003' }, delta_daily_cost: '300' }
  const line = (terms: Record<string, string>, after_cost: string) => ({ scope: {}, terms, before_cost: '10', after_cost })
  const held = (names: string[], ...lines: ReturnType<typeof line>[]) => ({
    leaves: null,
    lines: {
      ...{ kind: 'cost.budget_lines' as const, scope: {}, currency: 'USD', before: { start: '2026-10-12', end: '2026-11-09' } },
      ...{ after: { start: '2026-11-09', end: '2026-11-17' }, held: names, lines },
    },
  })
  const riseOf = (filter: BudgetFilter, looked: Parameters<typeof riseCounted>[2]) => {
    const counted = riseCounted(filter, anomaly, looked)
    return 'rise' in counted ? counted.rise.toFixed(0) : counted.missing.join(', ')
  }
  const byTeam = held(['tag team'], line({ 'tag team': 'data' }, '210'), line({ 'tag team': 'ML' }, '60'), line({ 'tag team': '' }, '60'))

  it('say how much of it a budget counts, untagged lines among them', () => {
    expect(riseOf(is('tag team', 'data'), byTeam)).toBe('200')
    expect(riseOf({ op: 'not', of: is('tag team', 'data') }, byTeam)).toBe('100')
    expect(riseOf({ op: 'is', key: 'tag team', values: [], match: 'absent', ignores_case: false }, byTeam)).toBe('50')
    expect(riseOf({ op: 'is', key: 'tag team', values: ['ml'], match: 'equals', ignores_case: true }, byTeam)).toBe('50')
    expect(riseOf({ op: 'and', of: [is('tag team', 'data'), is('sub_account_id', '210000000004')] }, byTeam)).toBe('0')
  })
  it('are not known where the bill does not hold them', () => {
    expect(riseOf(is('tag unit', 'a'), byTeam)).toBe('tag unit')
    expect(riseOf(is('cost category unit', 'a'), byTeam)).toBe('cost category unit')
    expect(riseOf(is('tag team', 'data'), held([], line({ 'tag team': '' }, '310')))).toBe('tag team')
  })
  it('tell kinds of charges by the names of the bill, and know nothing of names that may be parts of one', () => {
    const kinds = held(['RECORD_TYPE'], line({ RECORD_TYPE: 'Usage' }, '210'), line({ RECORD_TYPE: 'DiscountedUsage' }, '110'))
    expect(riseOf(is('RECORD_TYPE', 'Usage'), kinds)).toBe('200')
    expect(riseOf({ op: 'not', of: is('RECORD_TYPE', 'Credit', 'Refund', 'Tax') }, kinds)).toBe('300')
    expect(riseOf(is('RECORD_TYPE', 'Support'), held(['RECORD_TYPE'], line({ RECORD_TYPE: 'EdpDiscount' }, '110')))).toBe('record type')
    expect(riseOf(is('RECORD_TYPE', 'Usage'), held(['RECORD_TYPE'], line({ RECORD_TYPE: '' }, '110')))).toBe('record type')
  })
})
