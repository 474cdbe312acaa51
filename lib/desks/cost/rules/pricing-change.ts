import { splitLeaf } from '@/lib/desks/cost/attribute/ledger'
import { add, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import type { Leaf } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, decisionOn } from './category-rule'

// A list price that moved by less is rounding or a change of mix inside the leaf.
const MIN_PRICE_CHANGE_RATIO = 0.005
// Share of the price effect that must come from leaves with a real price change.
const MIN_CONFIRMED_RATIO = 0.6

/** The provider charges more for the same thing, or extended support began. */
export const pricingChange: CategoryRule<'cost.leaf_changes'> = {
  id: 'cost/pricing-change',
  version: 1,
  category: 'pricing_change',
  needs: ['cost.leaf_changes'],

  decide({ attribution, 'cost.leaf_changes': { body, evidence_id } }) {
    const support = body.leaves.filter((leaf) => /ExtendedSupport/.test(leaf.scope.usage_type ?? ''))
    const supportRise = add('0', ...support.map((leaf) => subtract(leaf.after_cost, leaf.before_cost)))
    const priced = body.leaves.filter((leaf) => !support.includes(leaf)).map((leaf) => ({ leaf, amount: splitLeaf(leaf).list_price ?? '0' }))
    const confirmed = priced.filter(({ leaf }) => Math.abs(priceChange(leaf)) >= MIN_PRICE_CHANGE_RATIO)
    const effect = add('0', ...priced.map(({ amount }) => amount))
    const shown = add('0', ...confirmed.map(({ amount }) => amount))
    const is_real = compareDecimal(effect, '0') > 0 && big(shown).gte(big(effect).times(MIN_CONFIRMED_RATIO))
    const amount = add(is_real ? effect : '0', compareDecimal(supportRise, '0') > 0 ? supportRise : '0')
    const main = confirmed.sort((a, b) => compareDecimal(b.amount, a.amount))[0]
    const is_support = compareDecimal(supportRise, is_real ? effect : '0') > 0
    const facts = { explained_per_day: clipToRise(amount, attribution), currency: body.currency }
    const reason = is_support
      ? { code: 'extended_support_began', facts, evidence_ids: [evidence_id] }
      : {
          code: 'list_price_rose',
          facts: {
            ...facts,
            usage_type: main?.leaf.scope.usage_type ?? 'not known',
            price_change_pct: main === undefined ? 0 : Math.round(priceChange(main.leaf) * 1000) / 10,
          },
          evidence_ids: [evidence_id],
        }
    return decisionOn(amount, is_support ? 'extended_support' : 'list_price', [reason], attribution)
  },
}

/** Relative change of the list price per unit; 0 when it cannot be told. */
function priceChange(leaf: Leaf): number {
  if (leaf.before_quantity === null || leaf.after_quantity === null) return 0
  const [q0, q1, l0] = [big(leaf.before_quantity), big(leaf.after_quantity), big(leaf.before_list_cost)]
  if (q0.lte(0) || q1.lte(0) || l0.lte(0)) return 0
  return Number(toDecimal(big(leaf.after_list_cost).times(q0).div(q1.times(l0)).minus(1)))
}
