import { daysBetween } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { lastDays } from '../period/calendar'
import { parsePeriod } from '../period/period'

export const named = (words: string, today: Day): FramePeriod => parsePeriod(words, today) ?? lastDays(7, today)

/** The period that a lone baseline asks for: "vs last month" looks at this month so far. */
export function periodFor(baseline: FramePeriod, today: Day): FramePeriod {
  const length = daysBetween(baseline.start, baseline.end)
  if (length >= 28 && length <= 31) return named('this month', today)
  if (length >= 89 && length <= 92) return named('this quarter', today)
  if (length === 1) return named('yesterday', today)
  return lastDays(Math.min(length, 30), today)
}

/** "week over week": both periods at once. */
const OVER: readonly (readonly [RegExp, string, string | null])[] = [
  [/\b(?:week over week|wow)\b/, 'last 7d', null],
  [/\b(?:month over month|mom)\b/, 'this month', 'last month'],
  [/\b(?:quarter over quarter|qoq)\b/, 'this quarter', 'last quarter'],
  [/\b(?:day over day|dod)\b/, 'yesterday', 'the day before yesterday'],
]
/** Both periods of words such as “week over week”; none where nothing of the kind was said. */
export function overOf(text: string, today: Day): { period?: FramePeriod; baseline?: FramePeriod } {
  const found = OVER.find(([pattern]) => pattern.test(text))
  if (found === undefined) return {}
  const [, period, baseline] = found
  return { period: named(period, today), ...(baseline === null ? {} : { baseline: named(baseline, today) }) }
}
