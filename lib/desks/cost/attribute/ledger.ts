import { add, type Big, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { type Attribution, LEDGER_TERMS } from '@/schemas/cost'
import type { ChargeEvents, CommitmentUse, Leaf, LeafChanges } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import { commitmentEffects, coverageEffect, isSpot, spotShareEffect } from './discount-effects'

type Term = (typeof LEDGER_TERMS)[number]
export type LedgerInput = { leaf_changes: LeafChanges; charge_events: ChargeEvents | null; commitment_use: CommitmentUse | null }
type Ledger = Pick<Attribution, 'ledger' | 'residual' | 'total_change'>

const isZero = (value: Decimal): boolean => big(value).eq(0)

/** Splits the change of one leaf. The parts of a leaf sum to its change exactly: the last part is what the others leave. */
export function splitLeaf(leaf: Leaf): Partial<Record<Term, Decimal>> {
  const change = subtract(leaf.after_cost, leaf.before_cost)
  const was_absent = isZero(leaf.before_cost) && (leaf.before_quantity === null || isZero(leaf.before_quantity))
  const is_absent = isZero(leaf.after_cost) && (leaf.after_quantity === null || isZero(leaf.after_quantity))
  if (was_absent && is_absent) return {}
  if (was_absent) return { new: change }
  if (is_absent) return { gone: change }
  if (leaf.before_quantity === null || leaf.after_quantity === null || isZero(leaf.before_quantity)) return { unsplit: change }
  const [q0, q1, c0] = [big(leaf.before_quantity), big(leaf.after_quantity), big(leaf.before_cost)]
  // Cost of today's quantity at the old effective rate.
  const atOldRate = c0.times(q1).div(q0)
  const volume = toDecimal(atOldRate.minus(c0))
  if (isZero(leaf.before_list_cost) || isZero(leaf.after_list_cost)) return { volume, unsplit: subtract(change, volume) }
  // The same at today's list price and the old discount.
  const atNewList: Big = c0.times(big(leaf.after_list_cost)).div(big(leaf.before_list_cost))
  const list_price = toDecimal(atNewList.minus(atOldRate))
  return { volume, list_price, discount: subtract(subtract(change, volume), list_price) }
}

/** What kind of change it is, to the last decimal: all terms sum to the total change, which is summed apart from them. */
export function ledgerOf({ leaf_changes, charge_events, commitment_use }: LedgerInput): Ledger {
  const sums = new Map<Term, Decimal>(LEDGER_TERMS.map((term) => [term, '0']))
  const put = (term: Term, amount: Decimal) => sums.set(term, add(sums.get(term) ?? '0', amount))
  for (const leaf of leaf_changes.leaves) for (const [term, amount] of Object.entries(splitLeaf(leaf))) put(term as Term, amount)
  const move = (from: Term, to: Term, amount: Decimal) => {
    put(to, amount)
    put(from, subtract('0', amount))
  }
  if (commitment_use !== null) {
    const effects = commitmentEffects(commitment_use)
    move('discount', 'commitment', coverageEffect(effects))
    move('discount', 'reservation_rate', effects.reservation.rate)
    move('discount', 'savings_plan_rate', effects.savings_plan.rate)
  }
  move('discount', 'spot_price', add('0', ...leaf_changes.leaves.filter(isSpot).map((leaf) => splitLeaf(leaf).discount ?? '0')))
  move('volume', 'spot_share', spotShareEffect(leaf_changes.leaves))
  for (const { event, before_cost, after_cost } of charge_events?.events ?? []) put(event, subtract(after_cost, before_cost))

  const usage = add(...leaf_changes.leaves.map((leaf) => subtract(leaf.after_cost, leaf.before_cost)))
  const charges = add(...(charge_events?.events ?? []).map((e) => subtract(e.after_cost, e.before_cost)))
  const total_change = add(usage, charges)
  const ledger = LEDGER_TERMS.map((term) => ({ term, amount: sums.get(term) ?? '0' })).filter(({ amount }) => compareDecimal(amount, '0') !== 0)
  return { ledger, residual: subtract(total_change, add(...ledger.map(({ amount }) => amount))), total_change }
}
