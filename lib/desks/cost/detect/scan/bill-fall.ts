import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { Detection, Incident } from '@/lib/desks/cost/detect/model/scored-day'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'

/** Cost that fell below what was expected: no incident, told so that nobody takes silence for no change. `impact` is negative. */
export type BillFall = { scope: Scope; start: Day; end: Day; expected_daily_cost: Decimal; actual_daily_cost: Decimal; impact: Decimal }

const MOST_FALLS = 50
// What is expected follows a fall in time, its trend first; in the first days it does not yet.
const UNTOUCHED_DAYS = 3

/** A fall that the daily model flagged in one cell; null where it is below what is worth telling. Dollars a day. */
export function billFall(scope: Scope, { days }: Detection, { flagged }: Incident, smallest: number): BillFall | null {
  const fallen = flagged.map((t) => days[t]).filter((day) => day !== undefined)
  const [first, last] = [fallen[0], fallen.at(-1)]
  const expected = mean(fallen.slice(0, UNTOUCHED_DAYS).map((day) => day.expected))
  const actual = mean(fallen.map((day) => day.actual))
  if (first === undefined || last === undefined || expected - actual < smallest) return null
  return {
    scope,
    start: first.day,
    end: last.day,
    expected_daily_cost: perDay(expected),
    actual_daily_cost: perDay(actual),
    impact: perDay((actual - expected) * fallen.length),
  }
}

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)

/** The largest falls, dearest first, without those on days on which nothing is said about a service. */
export function largestFalls(falls: readonly BillFall[], { days }: DailyBill, isDoubtful: (service: string, t: number) => boolean): BillFall[] {
  const at = new Map(days.map((day, t) => [day, t]))
  const key = ({ start, scope }: BillFall) => `${start} ${JSON.stringify(scope)}`
  return falls
    .filter(({ scope, start }) => !isDoubtful(scope.service_name ?? '', at.get(start) ?? 0))
    .sort((a, b) => Number(a.impact) - Number(b.impact) || (key(a) < key(b) ? -1 : 1))
    .slice(0, MOST_FALLS)
}
