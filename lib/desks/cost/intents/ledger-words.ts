import type { LEDGER_TERMS } from '@/schemas/cost'

/** The parts of an attribution's ledger, as people read them. */
export const LEDGER_WORDS: Record<(typeof LEDGER_TERMS)[number], string> = {
  volume: 'More or less usage',
  list_price: 'List price',
  discount: 'Discount',
  commitment: 'Commitment coverage',
  reservation_rate: 'Discount of reservations',
  savings_plan_rate: 'Discount of Savings Plans',
  spot_share: 'Usage that left spot prices',
  spot_price: 'Spot prices',
  new: 'New usage',
  gone: 'Ended usage',
  unsplit: 'Usage without one unit',
  credit: 'Credits',
  refund: 'Refunds',
  fee: 'Fees',
  tax: 'Tax',
  marketplace: 'Marketplace',
  commitment_unused: 'Commitments paid for and not used',
}
