import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import { type ClaimedPlan, claimedRate, savingsLedger, sumByCurrency } from './savings-ledger'

const NOW = '2026-12-04T00:00:00.000Z'

/** Days from 19 Nov on, each saving so many dollars; null was not known. */
const days = (saved: readonly (number | null)[], settled = saved.length): ClaimedPlan['trajectory'] =>
  saved.map((s, i) => ({
    day: addDays('2026-11-19', i),
    actual: s === null ? null : String(300 - s),
    expected: '300',
    low80: '0',
    high80: '0',
    low95: '0',
    high95: '0',
    is_settled: i < settled,
    is_used: false,
  }))
const plan = (x: Partial<ClaimedPlan> = {}): ClaimedPlan => ({
  case_id: 'case_a',
  executed_at: '2026-11-19T11:00:00.000Z',
  currency: 'USD',
  saved_per_day: '100',
  measured_to: '2026-11-27',
  targets: ['arn:a'],
  scope: null,
  trajectory: days(Array(14).fill(100)),
  undone_since: null,
  ...x,
})
const months = (plans: ClaimedPlan[]) => savingsLedger(plans).entries.map((e) => `${e.case_id} ${e.month}: ${e.saved} over ${e.days} days`)

describe('the ledger of savings', () => {
  it('counts from two days after the change, month by month', () => {
    expect(months([plan()])).toEqual(['case_a 2026-11: 1000 over 10 days', 'case_a 2026-12: 200 over 2 days'])
  })

  it('counts no day that may still change or is not known, and lets a loss count against', () => {
    expect(months([plan({ trajectory: days([0, 0, 50, null, -20, 30, 999], 6) })])).toEqual(['case_a 2026-11: 60 over 3 days'])
  })

  it('counts nothing from the day on which the saving came undone', () => {
    expect(months([plan({ undone_since: '2026-11-24' })])).toEqual(['case_a 2026-11: 300 over 3 days'])
  })

  it('counts a shared resource once, with the plan that was carried out first, and says so of the other', () => {
    const later = plan({ case_id: 'case_b', executed_at: '2026-11-22T11:00:00.000Z', targets: ['arn:a', 'arn:b'] })
    expect(months([later, plan()])).toEqual(['case_a 2026-11: 1000 over 10 days', 'case_a 2026-12: 200 over 2 days'])
    expect(savingsLedger([later, plan()]).elsewhere).toEqual([{ case_id: 'case_b', with_case_id: 'case_a', days: 9 }])
    // Once the earlier one came undone, the days after it are free.
    expect(months([later, plan({ undone_since: '2026-11-25' })])).toContain('case_b 2026-11: 600 over 6 days')
  })

  it('counts a day once where one plan acted in an account and the other in a service of it, and twice where the places are apart', () => {
    const account = plan({ scope: { sub_account_id: '210000000006' } })
    const inside = plan({ case_id: 'case_b', targets: ['arn:b'], scope: { sub_account_id: '210000000006', service_name: 'Amazon RDS' } })
    const beside = plan({ case_id: 'case_c', targets: ['arn:c'], scope: { sub_account_id: '210000000005', service_name: 'Amazon RDS' } })
    expect(savingsLedger([account, inside, beside]).elsewhere).toEqual([{ case_id: 'case_b', with_case_id: 'case_a', days: 12 }])
    expect(months([inside, account])[0]).toMatch(/^case_a/)
  })

  it('says what is saved now once: a plan that began while an earlier one was measured on the same dollars is in its figure', () => {
    const at = (day: string, x: Partial<ClaimedPlan> = {}) => plan({ case_id: day, executed_at: `${day}T11:00:00.000Z`, ...x })
    const rate = (...plans: ClaimedPlan[]) => claimedRate(plans, NOW).rates[0]?.saved
    expect(rate(plan(), at('2026-11-24'))).toBe('100')
    expect(claimedRate([plan(), at('2026-11-24')], NOW).with_others.map((p) => p.case_id)).toEqual(['2026-11-24'])
    expect(rate(plan(), at('2026-11-28')), 'what the first was measured on had ended').toBe('200')
    expect(rate(plan(), at('2026-11-24', { targets: ['arn:b'] })), 'elsewhere').toBe('200')
    const later = claimedRate([plan(), at('2026-11-28')], '2027-02-18T00:00:00.000Z').rates
    expect(later, 'the first is not watched for more than 90 days').toEqual([{ currency: 'USD', saved: '100' }])
    expect(rate(plan({ undone_since: '2026-11-23' }), at('2026-11-24')), 'the first came undone').toBe('100')
  })

  it('adds no joint figure to that of an earlier plan whose saving is in it, however long before that was measured', () => {
    const later = plan({ case_id: 'case_b', executed_at: '2026-11-28T11:00:00.000Z', saved_per_day: '160', joint_with: ['case_a'] })
    const { rates, with_others } = claimedRate([plan(), later], NOW)
    expect(rates).toEqual([{ currency: 'USD', saved: '100' }])
    expect(with_others.map((p) => p.case_id)).toEqual(['case_b'])
    expect(claimedRate([plan({ undone_since: '2026-11-23' }), later], NOW).rates, 'the other came undone').toEqual([{ currency: 'USD', saved: '160' }])
  })

  it('counts two plans on other resources of one slice side by side, and once where either is measured on the slice', () => {
    const scope = { sub_account_id: '1', service_name: 'EC2' }
    const on = (case_id: string, target: string, is_on_resources: boolean) => plan({ case_id, targets: [target], scope, is_on_resources })
    const counted = (...plans: ClaimedPlan[]) => [...new Set(savingsLedger(plans).entries.map((e) => e.case_id))]
    const rate = (...plans: ClaimedPlan[]) => claimedRate(plans, NOW).rates[0]?.saved
    const [first, second] = [on('case_a', 'arn:a', true), on('case_b', 'arn:b', true)]
    expect([counted(first, second), rate(first, second)]).toEqual([['case_a', 'case_b'], '200'])
    expect([counted(first, on('case_b', 'arn:b', false)), rate(first, on('case_b', 'arn:b', false))]).toEqual([['case_a'], '100'])
    expect(counted(first, on('case_b', 'arn:a', true)), 'the same resource').toEqual(['case_a'])
  })

  it('never adds one currency to another', () => {
    const { entries } = savingsLedger([plan(), plan({ case_id: 'case_e', currency: 'EUR', targets: ['arn:e'] })])
    expect(sumByCurrency(entries)).toEqual([
      { currency: 'EUR', saved: '1200' },
      { currency: 'USD', saved: '1200' },
    ])
  })

  it('has totals that equal the sum of its rows, and no day of a place twice, whatever the plans', () => {
    const anyPlan = fc.record({
      case_id: fc.uuid(),
      start: fc.integer({ min: 0, max: 9 }),
      places: fc.uniqueArray(fc.constantFrom('p', 'q', 'r'), { minLength: 1 }),
      saved: fc.array(fc.option(fc.integer({ min: -50, max: 200 })), { maxLength: 30 }),
    })
    fc.assert(
      fc.property(fc.array(anyPlan, { maxLength: 6 }), (found) => {
        const plans = found.map((f) =>
          plan({ case_id: f.case_id, executed_at: `2026-11-${19 + f.start}T00:00:00.000Z`, targets: f.places, trajectory: days(f.saved) }),
        )
        const { entries, elsewhere } = savingsLedger(plans)
        expect(sumByCurrency(entries)[0]?.saved ?? '0').toBe(add('0', ...entries.map((e) => e.saved)))
        // Three targets, so no day is counted more than three times, and alone none is lost.
        const counted = entries.reduce((n, e) => n + e.days, 0)
        const alone = plans.reduce((n, p) => n + savingsLedger([p]).entries.reduce((m, e) => m + e.days, 0), 0)
        expect(counted + elsewhere.reduce((n, e) => n + e.days, 0)).toBe(alone)
      }),
    )
  })
})
