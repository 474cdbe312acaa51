import { add, type Big, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { type Attribution, LEDGER_TERMS } from '@/schemas/cost'
import type { ChargeEvents, CommitmentUse, Leaf, LeafChanges } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'

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

/**
 * Dollars of discount that went because commitments cover less, at the discount they used to give. A rise in coverage is negative.
 * Shares are of eligible list cost, so that growing usage under an unchanged commitment counts as falling coverage.
 */
function commitmentEffect(use: CommitmentUse): Decimal {
  const [x0, x1] = [big(use.eligible_list_cost_before), big(use.eligible_list_cost_after)]
  if (x0.lte(0) || x1.lte(0)) return '0'
  return use.commitments.reduce((sum, c) => {
    const [list0, list1] = [big(c.covered_list_cost_before), big(c.covered_list_cost_after)]
    const [eff0, eff1] = [big(c.covered_effective_cost_before), big(c.covered_effective_cost_after)]
    const [list, eff] = list0.gt(0) ? [list0, eff0] : [list1, eff1]
    if (list.lte(0)) return sum
    const discount = list.minus(eff).div(list)
    return add(sum, toDecimal(list0.div(x0).minus(list1.div(x1)).times(discount).times(x1)))
  }, '0')
}

/** What kind of change it is, to the last decimal: all terms sum to the total change, which is summed apart from them. */
export function ledgerOf({ leaf_changes, charge_events, commitment_use }: LedgerInput): Ledger {
  const sums = new Map<Term, Decimal>(LEDGER_TERMS.map((term) => [term, '0']))
  const put = (term: Term, amount: Decimal) => sums.set(term, add(sums.get(term) ?? '0', amount))
  for (const leaf of leaf_changes.leaves) for (const [term, amount] of Object.entries(splitLeaf(leaf))) put(term as Term, amount)
  if (commitment_use !== null) {
    const effect = commitmentEffect(commitment_use)
    put('commitment', effect)
    put('discount', subtract('0', effect))
  }
  for (const { event, before_cost, after_cost } of charge_events?.events ?? []) put(event, subtract(after_cost, before_cost))

  const usage = add(...leaf_changes.leaves.map((leaf) => subtract(leaf.after_cost, leaf.before_cost)))
  const charges = add(...(charge_events?.events ?? []).map((e) => subtract(e.after_cost, e.before_cost)))
  const total_change = add(usage, charges)
  const ledger = LEDGER_TERMS.map((term) => ({ term, amount: sums.get(term) ?? '0' })).filter(({ amount }) => compareDecimal(amount, '0') !== 0)
  return { ledger, residual: subtract(total_change, add(...ledger.map(({ amount }) => amount))), total_change }
}
