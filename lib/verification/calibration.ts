import { Big, big, compareDecimal } from '@/lib/kernel/money'
import { mean, round6 } from '@/lib/kernel/stats'
import type { RealizedSavings, VerificationCheck } from '@/schemas/verification'

/** What a person said of an anomaly, and how sure triage had been. */
export type Assessed = { assessment: 'accurate' | 'expected' | 'false_positive'; confidence: number | null }
/** A saving as its first check measured it, and its course since. `until`: the first day on which it was no longer made. */
export type Interval = { first: Pick<RealizedSavings, 'low' | 'high'>; trajectory: VerificationCheck['trajectory']; until: string | null }

/** How well what was said before held afterwards. Null where nothing has come after it yet. */
export type Calibration = {
  /** First intervals that hold what the same plans saved on later days, of those with two weeks of later days. */
  intervals: { checked: number; held: number }
  /** Mean squared difference between how sure triage was and whether a person then called it real (1) or a false alarm (0). 0 is best. */
  brier: { assessed: number; score: number | null }
  false_alarms: { assessed: number; false_alarms: number }
}

const LATER_DAYS = 14

export function calibration(intervals: readonly Interval[], assessed: readonly Assessed[]): Calibration {
  const later = intervals.flatMap(({ first, trajectory, until }) => {
    const saved = laterMean(trajectory, until)
    return saved === null ? [] : [compareDecimal(first.low, saved) <= 0 && compareDecimal(saved, first.high) <= 0]
  })
  // Spend that was expected is real, and nobody said whether its cause was named right.
  const judged = assessed.flatMap(({ assessment, confidence }) =>
    assessment === 'expected' || confidence === null ? [] : [(confidence - (assessment === 'accurate' ? 1 : 0)) ** 2],
  )
  return {
    intervals: { checked: later.length, held: later.filter((held) => held).length },
    brier: { assessed: judged.length, score: judged.length === 0 ? null : round6(mean(judged)) },
    false_alarms: { assessed: assessed.length, false_alarms: assessed.filter((a) => a.assessment === 'false_positive').length },
  }
}

/** What was saved a day on the settled days after those that were measured; null with fewer than two weeks of them. */
function laterMean(trajectory: Interval['trajectory'], until: string | null): string | null {
  const last = trajectory.findLast((p) => p.is_used)?.day
  if (last === undefined) return null
  const days = trajectory.filter((p) => p.day > last && p.is_settled && p.actual !== null && (until === null || p.day < until))
  if (days.length < LATER_DAYS) return null
  const sum = days.reduce((total, p) => total.plus(big(p.expected)).minus(p.actual ?? '0'), new Big(0))
  return sum.div(days.length).round(6).toFixed()
}
