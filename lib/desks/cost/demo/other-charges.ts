import { addDays, monthOf, startOfDay } from '@/lib/kernel/time'
import type { Day, Month } from '@/schemas/time'
import { type Charge, type ChargeType, NO_COMMITMENT } from './charge'
import { CREDIT, MARKETPLACE_TAX_PCT, NEGOTIATED_DISCOUNTS, ONE_OFF_CHARGES, SUPPORT } from './charges'
import { firstOf, monthAfter } from './delivery-times'
import { type ProductCode, SELLERS } from './services'
import { divide, toUnits } from './units'

const ONE = 1_000_000n

/** Credits, support, one-off fees and refunds of a day. */
export function eventCharges(day: Day, share_pct: bigint): Charge[] {
  const credit =
    day >= CREDIT.start && day < CREDIT.end
      ? [flat('Credit', CREDIT.account, CREDIT.product, CREDIT.description, divide(-toUnits(CREDIT.usd_per_day) * share_pct, 100n), day)]
      : []
  const support =
    Number(day.slice(8)) === supportDay(monthOf(day))
      ? [flat('Fee', SUPPORT.account, SUPPORT.product, `Business support for ${monthOf(addDays(firstOf(monthOf(day)), -1))}`, toUnits(SUPPORT.usd), day)]
      : []
  const once = ONE_OFF_CHARGES.filter((charge) => charge.day === day).map((c) => flat(c.type, c.account, c.product, c.description, toUnits(c.usd), day))
  return [...credit, ...support, ...once]
}

/** Negotiated discounts of a day, on the usage that they belong to. */
export function discountCharges(usage: readonly Charge[]): Charge[] {
  return NEGOTIATED_DISCOUNTS.flatMap(({ account, product, usage_type, pct }) => {
    const meant = usage.filter((c) => c.account === account && c.product === product && c.usage_type === usage_type && c.type === 'Usage')
    const [first] = meant
    if (first === undefined) return []
    const cost = -divide(meant.reduce((sum, c) => sum + c.unblended, 0n) * pct, 100n)
    return [
      {
        ...first,
        type: 'EdpDiscount' as const,
        line_id: `discount|${account}|${product}|${usage_type}`,
        resource_id: '',
        quantity: 0n,
        rate: 0n,
        unblended: cost,
        effective: cost,
        list: 0n,
        discount_pct: String(pct),
        description: `Negotiated discount of ${pct} % on ${usage_type}`,
      },
    ]
  })
}

/** Sales tax on the marketplace charges of a month. It belongs to the month and is posted when the month closes. */
export function taxCharges(month: Month, marketplace: ReadonlyMap<ProductCode, { charge: Charge; sum: bigint }>): Charge[] {
  return [...marketplace].map(([product, { charge, sum }]) => ({
    ...flat('Tax', charge.account, product, `Tax for product code ${product}`, divide(sum * MARKETPLACE_TAX_PCT, 100n), firstOf(month)),
    end: startOfDay(firstOf(monthAfter(month))),
  }))
}

const MARKETPLACE_PRODUCTS: ReadonlySet<string> = new Set(Object.keys(SELLERS))
export const isMarketplace = (charge: Charge): boolean => MARKETPLACE_PRODUCTS.has(charge.product)

// The sixth in even months, the seventh in odd ones.
const supportDay = (month: Month): number => 6 + (Number(month.slice(5)) % 2)

/** A charge of an amount on a day, without usage behind it. */
export function flat(type: ChargeType, account: Charge['account'], product: ProductCode, description: string, amount: bigint, day: Day): Charge {
  return {
    ...NO_COMMITMENT,
    type,
    line_id: `${type}|${account}|${product}|${description}`,
    account,
    region_id: '',
    product,
    usage_type: '',
    operation: '',
    family: '',
    unit: '',
    resource_id: '',
    tags: {},
    description,
    start: startOfDay(day),
    end: startOfDay(addDays(day, 1)),
    quantity: ONE,
    rate: 0n,
    unblended: amount,
    effective: amount,
    list: 0n,
    instance_type: '',
    pricing_term: '',
  }
}
