import { add, big, compareDecimal, subtract } from '@/lib/kernel/money'
import { type CategoryRule, clipToRise, decisionOn } from './category-rule'

/** Products of other sellers, billed through the provider, cost more than before. What is charged once is told from what goes on where the bill says which it is. */
export const marketplace: CategoryRule<'cost.charge_events'> = {
  id: 'cost/marketplace',
  version: 2,
  category: 'marketplace',
  needs: ['cost.charge_events'],

  decide({ attribution, 'cost.charge_events': { body, evidence_id } }) {
    const changed = body.events.filter((e) => e.event === 'marketplace').map((e) => ({ ...e, change: subtract(e.after_cost, e.before_cost) }))
    const amount = add('0', ...changed.map((e) => e.change))
    const main = changed.sort((a, b) => compareDecimal(b.change, a.change))[0]
    if (main === undefined || compareDecimal(main.change, '0') <= 0) return decisionOn('0', null, [], attribution)
    const is_new = big(main.before_cost).lte(0)
    const is_once = main.frequency === 'one_time'
    const facts = {
      product: main.description,
      before_per_day: main.before_cost,
      after_per_day: main.after_cost,
      explained_per_day: clipToRise(amount, attribution),
      currency: body.currency,
    }
    const subcategory = is_once ? 'one_time_charge' : is_new ? 'new_subscription' : main.frequency === 'recurring' ? 'dearer_subscription' : 'metered_use'
    const code = is_once ? 'marketplace_charged_once' : is_new ? 'marketplace_began' : 'marketplace_rose'
    return decisionOn(amount, subcategory, [{ code, facts, evidence_ids: [evidence_id] }], attribution)
  },
}
