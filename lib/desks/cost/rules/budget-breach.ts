import { type Big, big, compareDecimal } from '@/lib/kernel/money'
import { addDays, daysBetween, monthOf } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import type { BudgetStatus } from '@/schemas/evidence/outside'
import type { Day } from '@/schemas/time'
import type { Dated } from './category-rule'
import { NOT_LOOKED, type RiseLooks, riseCounted } from './rise-counted'

type Budget = BudgetStatus['budgets'][number]
/** `days` until the limit is reached, 0 when it is. */
export type BudgetBreach = { budget: string; days: number; evidence_id: string }
/** `unknown` are budgets of which nobody knows whether they count the rise, with what is missing to know it. */
export type BudgetAnswer = { breach: BudgetBreach | null; unknown: { budget: string; missing: string }[] }
const NOTHING: BudgetAnswer = { breach: null, unknown: [] }

// A breach that is further away leaves time to look first.
const WITHIN_DAYS = 5

/**
 * The budget of the case's account that this rise takes over its limit within five days, or has taken over it: the soonest. Of the rise, what the budget's own
 * filter counts. Its pace is what was spent a day so far, with the rise counted on the days before it too. A budget that was over without the rise, of another
 * currency or of a period that is not known says nothing.
 */
export function budgetBreach(anomaly: Anomaly, found: Dated<BudgetStatus> | null, looked: RiseLooks = NOT_LOOKED): BudgetAnswer {
  if (found === null || compareDecimal(anomaly.delta_daily_cost, '0') <= 0) return NOTHING
  const { sub_account_id } = anomaly.scope
  if (sub_account_id !== undefined && sub_account_id !== found.body.account_id) return NOTHING
  const unknown: BudgetAnswer['unknown'] = []
  const breaches = found.body.budgets.flatMap((b) => {
    const counted = b.unit === anomaly.currency ? riseCounted(b.filter ?? null, anomaly, looked) : null
    if (counted === null) return []
    if ('missing' in counted) {
      // Where even all of the rise would breach nothing, it does not matter how much of it is counted.
      if (daysToBreach(b, anomaly, big(anomaly.delta_daily_cost), found.as_of) !== null) unknown.push({ budget: b.name, missing: counted.missing.join(', ') })
      return []
    }
    const days = counted.rise.lte(0) ? null : daysToBreach(b, anomaly, counted.rise, found.as_of)
    return days === null ? [] : [{ budget: b.name, days, evidence_id: found.evidence_id }]
  })
  return { breach: breaches.sort((a, b) => a.days - b.days || (a.budget < b.budget ? -1 : 1))[0] ?? null, unknown }
}

function daysToBreach(b: Budget, anomaly: Anomaly, rise: Big, as_of: Day): number | null {
  const period = periodOf(b, as_of)
  if (period === null) return null
  const elapsed = Math.max(1, daysBetween(period.start, as_of))
  const before = Math.min(elapsed, Math.max(0, daysBetween(period.start, anomaly.first_day)))
  const [limit, actual] = [big(b.limit), big(b.actual)]
  const spent_on_it: Big = rise.times(elapsed - before)
  if (actual.gte(limit)) return actual.minus(spent_on_it).lt(limit) ? 0 : null
  const pace = actual.plus(rise.times(before)).div(elapsed)
  if (pace.lte(0)) return null
  const days = Math.ceil(limit.minus(actual).div(pace).toNumber())
  // The next period begins with nothing spent.
  return days <= WITHIN_DAYS && addDays(as_of, days) < period.end ? days : null
}

function periodOf({ time_unit }: Budget, as_of: Day): { start: Day; end: Day } | null {
  const [year, month] = [Number(as_of.slice(0, 4)), Number(as_of.slice(5, 7))]
  const firstOf = (y: number, m: number): Day => `${y + Math.floor((m - 1) / 12)}-${String(((m - 1) % 12) + 1).padStart(2, '0')}-01`
  if (time_unit === 'MONTHLY') return { start: `${monthOf(as_of)}-01`, end: firstOf(year, month + 1) }
  if (time_unit === 'ANNUALLY') return { start: firstOf(year, 1), end: firstOf(year + 1, 1) }
  const quarter = month - ((month - 1) % 3)
  return time_unit === 'QUARTERLY' ? { start: firstOf(year, quarter), end: firstOf(year, quarter + 3) } : null
}
