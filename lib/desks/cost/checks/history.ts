import { type EdgeClass, edgeClass } from '@/lib/desks/cost/detect/model/month-edge'
import { weekday } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

/** Daily dollars of one scope in the form that the estimators read. `log` is ln(dollars + 1). */
export type SavingsHistory = { days: Day[]; dollars: number[]; log: number[]; weekday: number[]; edge: EdgeClass[]; is_settled: boolean[] }

/** Days that the bill covers and that are known, whether or not this scope has a line on them. */
export type BillDays = readonly { day: Day; is_settled: boolean }[]

/**
 * A scope on the days of the bill. With `bill_days`, a covered day without a point is a day without spend (a stopped instance has no line);
 * without them the points are taken to be complete.
 */
export function savingsHistory(points: DailySeries['points'], bill_days: BillDays = points): SavingsHistory {
  const known = new Map(points.map((p) => [p.day, Number(p.effective_cost)]))
  const from = points[0]?.day ?? ''
  const days = bill_days.filter((d) => d.day >= from)
  const dollars = days.map((d) => known.get(d.day) ?? 0)
  return {
    days: days.map((d) => d.day),
    dollars,
    log: dollars.map((y) => Math.log(Math.max(0, y) + 1)),
    weekday: days.map((d) => weekday(d.day)),
    edge: days.map((d) => edgeClass(d.day)),
    is_settled: days.map((d) => d.is_settled),
  }
}

/** Place of the first known day at or after one; -1 when there is none. The day itself may not be known. */
export const placeOf = (h: SavingsHistory, day: Day): number => h.days.findIndex((d) => d >= day)
