import type { CalendarDay } from '../model/scored-day'
import type { DetectParams } from '../params'
import { type ChargeStep, chargeStep, type MonthlyOfCharges, repeatedCharge } from './charge-step'

/** A step of a charge in the past, with the settled days on which it showed, counted until the new level was usual or the charge fell back. */
export type PastStep = { flagged: number[] } & Pick<ChargeStep, 'before' | 'after' | 'due'>

// A step that was told once is not told again while the charge stays at its level.
const QUIET_DAYS = 7
// A charge that held the height of its last step for so many days, within this share of the step, is at home there: what rises above it is a step of its own.
const STOOD_DAYS = 7
const SAME_HEIGHT_RATIO = 0.05

/** Every step up that a series of charges ever took, each as it was seen on its days: later days change nothing that was said before. */
export function chargeSteps(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams, monthly: MonthlyOfCharges): PastStep[] {
  const steps: PastStep[] = []
  // The day from which on days count as "before": the first of the level that the charge has now.
  let from = 0
  for (let t = 0; t < calendar.length; t++) {
    if (calendar[t]?.is_settled !== true) continue
    const until = [values.slice(0, t + 1), calendar.slice(0, t + 1), p] as const
    const current = steps.at(-1)
    const stood = current === undefined ? null : stoodSince(current, values, t)
    const on_top = stood === null ? null : chargeStep(...until, stood, monthly)
    if (current !== undefined && stood !== null && on_top !== null) {
      from = stood
      // Until its second day the rise was counted with the step below it.
      current.flagged = current.flagged.filter((d) => d < on_top.first)
      steps.push(pastStep(on_top, t))
      continue
    }
    const seen = chargeStep(...until, from, monthly)
    if (seen === null) continue
    const step = pastStep(seen, t)
    if (current === undefined || seen.first - (current.flagged.at(-1) ?? 0) > QUIET_DAYS) steps.push(step)
    else Object.assign(current, { flagged: [...new Set([...current.flagged, ...step.flagged])], after: seen.after })
  }
  return steps
}

const pastStep = ({ first, before, after, due }: ChargeStep, t: number): PastStep => ({
  flagged: Array.from({ length: t - first + 1 }, (_, i) => first + i),
  before,
  after,
  due,
})

/** The first day of the last step where the charge stood at its height for a week and has left it since, upwards or down; null otherwise. */
function stoodSince({ flagged, before, after }: PastStep, values: readonly number[], t: number): number | null {
  const [first = 0] = flagged
  const left = values.findIndex((y, d) => d >= first && Math.abs(y - after) > SAME_HEIGHT_RATIO * (after - before))
  return left >= first + STOOD_DAYS && left <= t ? first : null
}

/** Dollars of every day that are told by nobody: they come every month or, looked for from day `from` on, one like them came a month or a year earlier. */
export function quietCharges(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams, monthly: MonthlyOfCharges, from = 0): number[] {
  return values.map((y, t) => {
    const came = monthly.charged?.came[t] ?? 0
    if (t < from || calendar[t]?.is_settled !== true || y - came - (values[t - 1] ?? 0) < p.min_impact) return came
    return came + repeatedCharge(values.slice(0, t + 1), calendar.slice(0, t + 1), p, monthly)
  })
}
