import { beforeAll, describe, expect, it } from 'vitest'
import { makeCharges } from './bill'
import type { Charge } from './charge'
import { DEMO_SEED } from './people'

let charges: Charge[] = []
beforeAll(() => {
  charges = [...makeCharges({ seed: DEMO_SEED, events: [], from: '2026-05-20', until: '2026-07-08T00:00:00.000Z' })].flatMap((month) => [...month.charges])
})
const sum = (list: readonly Charge[], of: (c: Charge) => bigint): bigint => list.reduce((total, c) => total + of(c), 0n)
const group = (key: (c: Charge) => string): Map<string, Charge[]> => {
  const groups = new Map<string, Charge[]>()
  for (const c of charges) {
    const list = groups.get(key(c)) ?? []
    list.push(c)
    groups.set(key(c), list)
  }
  return groups
}

describe('the bill ties out', () => {
  it('in every account and month: invoiced = effective + cash for commitments - amortisation of commitments', () => {
    for (const [label, list] of group((c) => `${c.account} ${c.start.slice(0, 7)}`)) {
      const isCash = (c: Charge) => c.type === 'SavingsPlanRecurringFee' || c.type === 'RIFee' || (c.type === 'Fee' && c.reservation !== null)
      const isAmortised = (c: Charge) =>
        c.type === 'SavingsPlanCoveredUsage' || c.type === 'DiscountedUsage' || c.type === 'SavingsPlanRecurringFee' || c.type === 'RIFee'
      const invoiced = sum(list, (c) => c.unblended)
      const effective = sum(list, (c) => c.effective)
      expect(effective + sum(list.filter(isCash), (c) => c.unblended) - sum(list.filter(isAmortised), (c) => c.effective), label).toBe(invoiced)
    }
  })

  it('negations take exactly the on-demand price of covered usage off the invoice, for each plan and day', () => {
    for (const [label, list] of group((c) => `${c.plan?.arn ?? ''} ${c.start}`))
      if (!label.startsWith(' '))
        expect(
          sum(
            list.filter((c) => c.type === 'SavingsPlanCoveredUsage' || c.type === 'SavingsPlanNegation'),
            (c) => c.unblended,
          ),
          label,
        ).toBe(0n)
  })

  it('a plan costs its hourly commitment times 24, of which the unused part is never negative', () => {
    const fees = charges.filter((c) => c.type === 'SavingsPlanRecurringFee' && c.start < '2026-07-06')
    for (const fee of fees) {
      const used = sum(
        charges.filter((c) => c.type === 'SavingsPlanCoveredUsage' && c.start === fee.start && c.plan?.arn === fee.plan?.arn),
        (c) => c.effective,
      )
      expect(fee.unblended).toBe(used + fee.effective)
      expect(fee.effective >= 0n).toBe(true)
      expect(Number(fee.unblended) / 1e10).toBeCloseTo(24 * Number(fee.plan?.hourly_commitment), 8)
    }
    expect(fees.length).toBe(3 * 47)
  })

  it('a reservation without payment in advance costs in a closed month what its usage cost', () => {
    const june = charges.filter((c) => c.reservation?.offering === 'No Upfront' && c.start.startsWith('2026-06'))
    expect(
      sum(
        june.filter((c) => c.type === 'RIFee'),
        (c) => c.unblended,
      ),
    ).toBe(
      sum(
        june.filter((c) => c.type === 'DiscountedUsage'),
        (c) => c.effective,
      ),
    )
  })

  it('a payment in advance is invoiced on the day of renewal and moves no effective cost', () => {
    const upfront = charges.filter((c) => c.type === 'Fee' && c.reservation !== null)
    expect(upfront.map((c) => [c.start.slice(0, 10), Number(c.unblended) / 1e10, c.effective])).toEqual([['2026-06-03', 1314, 0n]])
    const daily = (day: string) =>
      sum(
        charges.filter((c) => c.product === 'AmazonElastiCache' && c.account === 'storefront-prod' && c.start.startsWith(day)),
        (c) => c.effective,
      )
    expect(daily('2026-06-02')).toBe(daily('2026-06-03'))
  })

  it('negotiated discounts name the usage that they lower', () => {
    const discount = charges.find((c) => c.type === 'EdpDiscount' && c.account === 'storefront-prod' && c.start.startsWith('2026-06-10'))
    const usage = charges.find(
      (c) => c.type === 'Usage' && c.start === discount?.start && c.usage_type === discount?.usage_type && c.product === discount?.product,
    )
    expect(Number(discount?.unblended) / Number(usage?.unblended)).toBeCloseTo(-0.12, 6)
  })
})
