import type { CostCategory } from '@/schemas/cost'
import type { ChargeKind } from '@/schemas/frame'

/** The kind of case that a kind of charge becomes: "the case with the credit". */
export const CATEGORY_OF: Readonly<Partial<Record<ChargeKind, CostCategory>>> = {
  marketplace: 'marketplace',
  credit: 'credits_refunds_fees',
  refund: 'credits_refunds_fees',
  fee: 'credits_refunds_fees',
}
