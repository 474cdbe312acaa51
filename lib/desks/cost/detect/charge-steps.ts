import { chargeStep } from './charge-step'
import type { DetectParams } from './params'
import type { CalendarDay } from './scored-day'

/** A step of a charge in the past, with the settled days on which it showed, counted until the new level was usual or the charge fell back. */
export type PastStep = { flagged: number[]; before: number; after: number }

// A step that was told once is not told again while the charge stays at its level.
const QUIET_DAYS = 7

/** Every step up that a series of charges ever took, each as it was seen on its days: later days change nothing that was said before. */
export function chargeSteps(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams): PastStep[] {
  const steps: PastStep[] = []
  for (let t = 0; t < calendar.length; t++) {
    if (calendar[t]?.is_settled !== true) continue
    const seen = chargeStep(values.slice(0, t + 1), calendar.slice(0, t + 1), p)
    if (seen === null) continue
    const days = Array.from({ length: t - seen.first + 1 }, (_, i) => seen.first + i)
    const current = steps.at(-1)
    if (current === undefined || seen.first - (current.flagged.at(-1) ?? 0) > QUIET_DAYS) steps.push({ flagged: days, before: seen.before, after: seen.after })
    else Object.assign(current, { flagged: [...new Set([...current.flagged, ...days])], after: seen.after })
  }
  return steps
}
