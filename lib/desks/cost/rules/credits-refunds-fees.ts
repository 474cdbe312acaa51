import { add, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { daysBetween } from '@/lib/kernel/time'
import type { ChargeEvents } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, decisionOn } from './category-rule'

const EVENTS = ['credit', 'refund', 'fee'] as const
// A credit that lost this share of its daily amount, and has not come back for so many settled days, has ended rather than shrunk: credits post late.
const ENDED_RATIO = 0.8
const HELD_DAYS = 3

/** Less credit, less refund or more fees than before. A credit that stays the same explains nothing. */
export const creditsRefundsFees: CategoryRule<'cost.charge_events'> = {
  id: 'cost/credits-refunds-fees',
  version: 2,
  category: 'credits_refunds_fees',
  needs: ['cost.charge_events'],

  decide({ anomaly, attribution, 'cost.charge_events': { body, evidence_id, completeness } }) {
    const changed = EVENTS.flatMap((event) => body.events.filter((e) => e.event === event)).map((e) => ({
      ...e,
      change: subtract(e.after_cost, e.before_cost),
    }))
    // Only rises explain a rise: a yearly fee that was due last month does not hide a credit that ended.
    const amount = add('0', ...changed.filter((e) => compareDecimal(e.change, '0') > 0).map((e) => e.change))
    const main = changed.sort((a, b) => compareDecimal(b.change, a.change))[0]
    if (main === undefined || compareDecimal(main.change, '0') <= 0) return decisionOn('0', null, [], attribution)
    // The onset day may lie before the days that are compared, and is one on which the credit was gone all the same.
    const held_days = Math.floor(daysBetween(anomaly.first_day, body.after.end) * completeness)
    const code = main.event === 'credit' ? creditCode(main, held_days) : main.event === 'refund' ? 'refund_ended' : 'fee_rose'
    const facts = {
      ...(code === 'credit_is_gone' ? { held_days, needed_days: HELD_DAYS } : {}),
      description: main.description,
      before_per_day: main.before_cost,
      after_per_day: main.after_cost,
      explained_per_day: clipToRise(amount, attribution),
      currency: body.currency,
    }
    return decisionOn(amount, code === 'credit_ended' ? 'credits_expired' : main.event, [{ code, facts, evidence_ids: [evidence_id] }], attribution)
  },
}

const creditCode = (credit: ChargeEvents['events'][number], held_days: number): string =>
  !hasGone(credit) ? 'credit_fell' : held_days >= HELD_DAYS ? 'credit_ended' : 'credit_is_gone'

function hasGone(event: ChargeEvents['events'][number]): boolean {
  const [before, after] = [big(event.before_cost), big(event.after_cost)]
  return before.lt(0) && compareDecimal(toDecimal(after), toDecimal(before.times(1 - ENDED_RATIO))) >= 0
}
