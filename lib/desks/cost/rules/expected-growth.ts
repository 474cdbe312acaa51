import { add, big, toDecimal, toNumber } from '@/lib/kernel/money'
import { mean, round6 } from '@/lib/kernel/stats'
import type { BusinessDriver } from '@/schemas/evidence/outside'
import type { DayRange } from '@/schemas/time'
import { type CategoryRule, clipToRise, decisionOn, termOf } from './category-rule'

// Usage that grows like the business: its elasticity lies near 1, its course follows the measure, and a unit costs what it did.
const ELASTICITY = { least: 0.5, most: 1.5 }
const LEAST_CORRELATION = 0.6
const MOST_UNIT_COST_CHANGE = 0.1
const CORRELATED_DAYS = 28
// What a unit costs, in the terms of the ledger.
const PRICES = ['list_price', 'discount', 'commitment', 'reservation_rate', 'savings_plan_rate', 'spot_share', 'spot_price'] as const
const LEAST_DAYS = 14

/** Usage grew with the business. That needs a measure of the business to compare with; growth alone proves nothing. */
export const expectedGrowth: CategoryRule<'business.driver' | 'cost.leaf_changes'> = {
  id: 'cost/expected-growth',
  version: 3,
  category: 'expected_growth',
  needs: ['business.driver', 'cost.leaf_changes'],

  decide({ attribution, 'business.driver': { body, evidence_id }, 'cost.leaf_changes': leaves }) {
    const volume = termOf(attribution, 'volume')
    const before = add('0', ...leaves.body.leaves.map((l) => l.before_cost))
    const [was, is] = [meanIn(body, body.before), meanIn(body, body.after)]
    if (was === null || is === null || was <= 0 || is <= was || toNumber(before) <= 0 || toNumber(volume) <= 0) return decisionOn('0', null, [], attribution)
    const usage_ratio = toNumber(toDecimal(big(before).plus(volume))) / toNumber(before)
    const elasticity = round6(Math.log(usage_ratio) / Math.log(is / was))
    const correlation = correlationOf(body)
    const price = add('0', ...PRICES.map((term) => termOf(attribution, term)))
    const unit_cost_change = Math.abs(toNumber(price) / (toNumber(before) + toNumber(volume)))
    const is_expected =
      elasticity >= ELASTICITY.least &&
      elasticity <= ELASTICITY.most &&
      correlation !== null &&
      correlation >= LEAST_CORRELATION &&
      unit_cost_change <= MOST_UNIT_COST_CHANGE
    if (!is_expected) return decisionOn('0', null, [], attribution)
    const facts = {
      driver: body.name,
      driver_ratio: round6(is / was),
      elasticity,
      correlation,
      explained_per_day: clipToRise(volume, attribution),
    }
    return decisionOn(volume, 'business_grew', [{ code: 'usage_grew_with_business', facts, evidence_ids: [evidence_id] }], attribution)
  },
}

function meanIn({ daily }: BusinessDriver, { start, end }: DayRange): number | null {
  const values = daily.filter((d) => d.day >= start && d.day < end).map((d) => d.value)
  return values.length === 0 ? null : mean(values)
}

/** Correlation of the daily logs over the last days that both know; null when they are too few or one of them never moves. */
function correlationOf({ daily, daily_cost }: BusinessDriver): number | null {
  const cost = new Map(daily_cost.map((d) => [d.day, toNumber(d.value)]))
  const pairs = daily
    .flatMap((d) => {
      const y = cost.get(d.day)
      return y === undefined || y <= 0 || d.value <= 0 ? [] : [[Math.log(d.value), Math.log(y)] as const]
    })
    .slice(-CORRELATED_DAYS)
  if (pairs.length < LEAST_DAYS) return null
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))]
  const sum = (f: (x: number, y: number) => number): number => pairs.reduce((s, [x, y]) => s + f(x - mx, y - my), 0)
  const spread = Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y))
  return spread === 0 ? null : round6(sum((x, y) => x * y) / spread)
}
