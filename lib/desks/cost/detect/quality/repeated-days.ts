import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { QualityIssue } from './quality-issue'

const BEFORE_DAYS = 7
const MIN_LEAVES = 5
// Leaves that cost the same every day double to the cent when a file is loaded twice; nothing else does that to most of them.
const STEADY_RATIO = 0.001
const DOUBLED_SHARE = 0.6

// In a bill without steady lines nearly every line is about twice what it was on the same weekdays before, and the whole bill is as good as exactly.
const SAME_WEEKDAYS = [7, 14, 21] as const
const MIN_LINES = 8
const MIN_LINE_COST = 1
const LINE_RATIO = [1.5, 2.6] as const
const LINES_SHARE = 0.9
const TOTAL_RATIO = [1.85, 2.15] as const
// The day before was like its own weekdays: a bill that doubled for good is no day that came twice.
const USUAL_RATIO = [0.7, 1.4] as const

/** Days on which a bill costs twice what it cost before, line by line: a delivery that was loaded twice. */
export function repeatedDays(bill: DailyBill): number[] {
  const exact = new Set(exactlyRepeated(bill))
  const total = bill.days.map((_, t) => bill.leaves.reduce((sum, { values }) => sum + (values[t] ?? 0), 0))
  return bill.days.flatMap((_, t) => (exact.has(t) || isRestlesslyRepeated(bill, total, t) ? [t] : []))
}

/** What the steady lines say: they cost exactly twice what they cost before. */
function exactlyRepeated({ days, leaves }: DailyBill): number[] {
  return days.flatMap((_, t) => {
    if (t < BEFORE_DAYS) return []
    let steady = 0
    let doubled = 0
    for (const { values } of leaves) {
      if (isRestless(values[t - 2] ?? 0, values[t - 1] ?? 0)) continue
      const before = values.slice(t - BEFORE_DAYS, t)
      const level = middle([...before])
      if (level <= 0 || before.some((y) => Math.abs(y - level) > STEADY_RATIO * level)) continue
      steady++
      if (Math.abs((values[t] ?? 0) - 2 * level) <= 2 * STEADY_RATIO * level) doubled++
    }
    return steady >= MIN_LEAVES && doubled >= DOUBLED_SHARE * steady ? [t] : []
  })
}

function isRestlesslyRepeated({ leaves }: DailyBill, total: readonly number[], t: number): boolean {
  if (!isWithin(ratioTo(total, t), TOTAL_RATIO) || !isWithin(ratioTo(total, t - 1), USUAL_RATIO)) return false
  const ratios = leaves.filter(({ values }) => usualWeekday(values, t) >= MIN_LINE_COST).map(({ values }) => ratioTo(values, t))
  return ratios.length >= MIN_LINES && ratios.filter((ratio) => isWithin(ratio, LINE_RATIO)).length >= LINES_SHARE * ratios.length
}

/** Dollars of a day as a multiple of the same weekdays before. 0 before there are three of them. */
function ratioTo(values: readonly number[], t: number): number {
  const usual = usualWeekday(values, t)
  return usual > 0 ? (values[t] ?? 0) / usual : 0
}

const usualWeekday = (values: readonly number[], t: number): number => (t < SAME_WEEKDAYS[2] ? 0 : middle(SAME_WEEKDAYS.map((back) => values[t - back] ?? 0)))
const isWithin = (ratio: number, [low, high]: readonly [number, number]): boolean => ratio >= low && ratio <= high

/** Whether two days alone tell that a line is not steady: both would lie within the ratio of one level. Most lines are told by that, without a list of days. */
const isRestless = (a: number, b: number): boolean => Math.abs(a - b) > 2.01 * STEADY_RATIO * Math.max(Math.abs(a), Math.abs(b))

export const repeatedIssue = (t: number, { days, leaves }: DailyBill): QualityIssue => {
  const during = leaves.reduce((sum, leaf) => sum + (leaf.values[t] ?? 0), 0)
  return { rule: 'day_repeated', scope: {}, first_day: days[t] ?? '', last_day: days[t] ?? '', before: during / 2, during, other_name: null }
}
