import { add, type Big, big, subtract, toDecimal } from '@/lib/kernel/money'
import type { CommitmentUse, Leaf } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'

/** Which kind of commitment a bill means: it calls plans "Savings Plan", and what is reserved by several names. */
export const commitmentKind = (type: string): 'savings_plan' | 'reservation' => (/saving/i.test(type) ? 'savings_plan' : 'reservation')

/** Dollars a day of discount that went because commitments of a kind cover less, and because what they cover is discounted less; a gain is negative. */
export type CommitmentEffects = Record<'savings_plan' | 'reservation', { coverage: Decimal; rate: Decimal }>

/**
 * Coverage is priced at the discount that a commitment used to give, and its rate at what it covers now. Shares are of eligible list cost, so that growing usage
 * under an unchanged commitment counts as falling coverage. One that begins or ends has a single rate.
 */
export function commitmentEffects(use: CommitmentUse): CommitmentEffects {
  const effects: CommitmentEffects = { savings_plan: { coverage: '0', rate: '0' }, reservation: { coverage: '0', rate: '0' } }
  const [x0, x1] = [big(use.eligible_list_cost_before), big(use.eligible_list_cost_after)]
  for (const c of use.commitments) {
    const [list0, list1] = [big(c.covered_list_cost_before), big(c.covered_list_cost_after)]
    const [rate0, rate1] = [discountOf(list0, c.covered_effective_cost_before), discountOf(list1, c.covered_effective_cost_after)]
    const [was, is] = [rate0 ?? rate1, rate1 ?? rate0]
    if (was === null || is === null) continue
    const of = effects[commitmentKind(c.commitment_discount_type)]
    if (x0.gt(0) && x1.gt(0)) of.coverage = add(of.coverage, toDecimal(list0.div(x0).minus(list1.div(x1)).times(was).times(x1)))
    of.rate = add(of.rate, toDecimal(was.minus(is).times(list1)))
  }
  return effects
}

/** Share of list price that is not paid; null where nothing was covered. */
const discountOf = (list: Big, effective: Decimal): Big | null => (list.gt(0) ? list.minus(big(effective)).div(list) : null)

// Usage types of machines at spot prices and on demand. Source: names of AWS usage types; Azure and Google name the cheaper kind in the meter.
const SPOT = /spot|preemptible/i
const ON_DEMAND = /BoxUsage/

/** Whether a line is usage at a spot price. */
export const isSpot = ({ scope }: Pick<Leaf, 'scope'>): boolean => SPOT.test(scope.usage_type ?? '')

/**
 * Dollars a day of spot discount that went because machine usage left spot prices for on-demand ones, at the discount that spot gave; usage that came to spot is
 * negative. What only grew or only shrank at either price has not gone from one to the other.
 */
export function spotShareEffect(leaves: readonly Leaf[]): Decimal {
  const spot = leaves.filter(isSpot)
  const on_demand = leaves.filter((leaf) => ON_DEMAND.test(leaf.scope.usage_type ?? ''))
  const [left, came] = [changeOf(spot).times(-1), changeOf(on_demand)]
  if (left.times(came).lte(0)) return '0'
  const moved = left.abs().lt(came.abs()) ? left : came
  const side = left.gt(0) ? 'before' : 'after'
  const list = big(add('0', ...spot.map((leaf) => leaf[`${side}_list_cost`])))
  const discount = discountOf(list, add('0', ...spot.map((leaf) => leaf[`${side}_cost`])))
  return discount === null ? '0' : toDecimal(moved.times(discount))
}

const changeOf = (leaves: readonly Leaf[]): Big => big(add('0', ...leaves.map((leaf) => subtract(leaf.after_list_cost, leaf.before_list_cost))))

/** Every dollar of the commitments' coverage effect, of both kinds. */
export const coverageEffect = ({ savings_plan, reservation }: CommitmentEffects): Decimal => add(savings_plan.coverage, reservation.coverage)
