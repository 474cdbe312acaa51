import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'
import { Scope } from '@/schemas/evidence/cost-scope'
import { budgetBreach } from './budget-breach'
import { countsIn } from './counts-in'
import { riseCounted } from './rise-counted'

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
  const leaf = (region_id: string, after_cost: string) =>
    ({ scope: { region_id }, before_cost: '10', after_cost, first_seen: '2026-04-01' }) as unknown as Parameters<typeof riseCounted>[2] extends
      | (infer L)[]
      | null
      ? L
      : never
  const eu = is('region_id', 'eu-west-1')

  it('is the share of the leaves that are in it', () => {
    const counted = riseCounted(eu, anomaly, [leaf('eu-west-1', '110'), leaf('us-east-1', '210')])
    expect('rise' in counted && counted.rise.toFixed(2)).toBe('100.00')
  })
  it('is not known without leaves, or where one that rose cannot be told', () => {
    expect(riseCounted(eu, anomaly, null)).toEqual({ missing: ['region'] })
    expect(riseCounted(is('tag team', 'data'), anomaly, [leaf('eu-west-1', '110')])).toEqual({ missing: ['tag team'] })
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
    expect(budgetBreach(rise, month(eu), [leaf('us-east-1', '320')])).toEqual({ breach: null, unknown: [] })
    expect(budgetBreach(rise, month(eu), [leaf('eu-west-1', '320')]).breach?.days).toBe(5)
  })
  it('names no budget that even all of the rise would not breach', () =>
    expect(budgetBreach(rise, month(is('tag team', 'data'), '90000'))).toEqual({ breach: null, unknown: [] }))
})
