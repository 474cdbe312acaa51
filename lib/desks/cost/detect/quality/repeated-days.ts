import type { DailyBill } from '@/lib/desks/cost/detect/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/middle'
import type { QualityIssue } from './quality-issue'

const BEFORE_DAYS = 7
const MIN_LEAVES = 5
// Leaves that cost the same every day double to the cent when a file is loaded twice; nothing else does that to most of them.
const STEADY_RATIO = 0.001
const DOUBLED_SHARE = 0.6

/** Days on which the steady lines of a bill cost exactly twice what they cost before: a delivery that was loaded twice. */
export function repeatedDays({ days, leaves }: DailyBill): number[] {
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

/** Whether two days alone tell that a line is not steady: both would lie within the ratio of one level. Most lines are told by that, without a list of days. */
const isRestless = (a: number, b: number): boolean => Math.abs(a - b) > 2.01 * STEADY_RATIO * Math.max(Math.abs(a), Math.abs(b))

export const repeatedIssue = (t: number, { days, leaves }: DailyBill): QualityIssue => {
  const during = leaves.reduce((sum, leaf) => sum + (leaf.values[t] ?? 0), 0)
  return { rule: 'day_repeated', scope: {}, first_day: days[t] ?? '', last_day: days[t] ?? '', before: during / 2, during, other_name: null }
}
