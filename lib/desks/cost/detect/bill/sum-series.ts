import { add, toDecimal } from '@/lib/kernel/money'
import { type DailySeries, SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Currency, Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import type { CalendarDay } from '../model/scored-day'
import { calendarOf } from './calendar'

/** Exact daily sums of some series under the name of one scope, for the evidence store. */
export function sumSeries(
  scope: Scope,
  members: readonly number[],
  leaves: readonly DailySeries[],
  calendar: readonly CalendarDay[],
  currency: Currency,
): DailySeries {
  const byDay = new Map<Day, Decimal[]>()
  for (const i of members)
    for (const { day, effective_cost } of leaves[i]?.points ?? []) {
      const amounts = byDay.get(day)
      if (amounts === undefined) byDay.set(day, [effective_cost])
      else amounts.push(effective_cost)
    }
  return {
    kind: 'cost.daily_series',
    scope,
    currency,
    points: calendar.map(({ day, is_settled }) => ({ day, effective_cost: add(toDecimal(0), ...(byDay.get(day) ?? [])), is_settled })),
  }
}

/** The same for everything that lies in a scope. */
export function seriesWithin(scope: Scope, leaves: readonly DailySeries[], currency: Currency): DailySeries {
  const members = leaves.flatMap((leaf, i) => (SCOPE_KEYS.every((key) => scope[key] === undefined || leaf.scope[key] === scope[key]) ? [i] : []))
  return sumSeries(scope, members, leaves, calendarOf(leaves), currency)
}
