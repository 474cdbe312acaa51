import { addDays, daysBetween } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { monthsEarlier, unitBefore } from '../period/baseline'
import { dates, lastDays, monday, quarterStart } from '../period/calendar'
import { parsePeriod } from '../period/period'

export const named = (words: string, today: Day): FramePeriod => parsePeriod(words, today) ?? lastDays(7, today)

/** The period that a lone baseline asks for: "vs last month" looks at this month so far. It begins where the baseline ends, or is held against it whole. */
export function periodFor(baseline: FramePeriod, today: Day): FramePeriod {
  const length = daysBetween(baseline.start, baseline.end)
  // “Than in the previous 90 days”: as many days that followed.
  if (!baseline.start.endsWith('-01') && addDays(baseline.end, length) === today) return lastDays(length, today)
  if (length >= 28 && length <= 31) return named('this month', today)
  if (length >= 89 && length <= 92) return named('this quarter', today)
  if (length === 1) return named('yesterday', today)
  const usual = lastDays(Math.min(length, 30), today)
  // “Than at this time last month”: as many days of this one.
  if (baseline.start.endsWith('-01') && usual.start === named('this month', today).start) return named('this month', today)
  const is_over = baseline.end < today
  return usual.start < baseline.end && is_over ? (baseline.end === monday(today) ? named('this week', today) : dates(baseline.end, today, today)) : usual
}

type Over = { said: RegExp; period: string; before: (period: FramePeriod, today: Day) => FramePeriod }
/** "Week over week": both periods at once. What is looked at may be named: "October month over month". */
const OVER: readonly Over[] = [
  { said: /\b(?:week over week|wow)\b/, period: 'last 7d', before: (p, t) => (p.label === 'this week' ? unitBefore(p, t) : sevenDaysEarlier(p, t)) },
  { said: /\b(?:month over month|mom)\b/, period: 'this month', before: (p, t) => (p.start.endsWith('-01') ? unitBefore(p, t) : monthsEarlier(p, 1, t)) },
  {
    said: /\b(?:quarter over quarter|qoq)\b/,
    period: 'this quarter',
    before: (p, t) => (quarterStart(p.start) === p.start ? unitBefore(p, t) : monthsEarlier(p, 3, t)),
  },
  { said: /\b(?:year over year|yoy)\b/, period: 'this month', before: (p, t) => monthsEarlier(p, 12, t) },
  { said: /\b(?:day over day|dod)\b/, period: 'yesterday', before: (p, t) => unitBefore(p, t) },
]
const sevenDaysEarlier = ({ start, end }: FramePeriod, today: Day): FramePeriod => dates(addDays(start, -7), addDays(end, -7), today)

/** Both periods of words such as “week over week”; none where nothing of the kind was said. */
export function overOf(text: string, said: FramePeriod | null, today: Day): { period?: FramePeriod; baseline?: FramePeriod } {
  const found = OVER.find((over) => over.said.test(text))
  if (found === undefined) return {}
  const period = said ?? named(found.period, today)
  return { period, baseline: found.before(period, today) }
}
