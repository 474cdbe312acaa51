import { addDays, daysBetween, weekday } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { daysBefore, monthsEarlier, unitBefore } from './baseline'
import {
  dates,
  firstOfMonth,
  lastDays,
  latestMonth,
  monday,
  monthOfYear,
  monthSpan,
  monthToDate,
  quarterStart,
  span,
  toDate,
  wholeMonth,
  yearOf,
} from './calendar'
import { sameKindAs } from './ordinals'
import { parsePeriod } from './period'
import { MONTH_NAMES } from './period-days'

// "The week before", "the same days of October": times that only say something beside the one they are held against.

type Reader = (match: RegExpExecArray, period: FramePeriod, today: Day) => FramePeriod | undefined

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 }
const BEFORE = '(?:before|prior|earlier|preceding|previously)(?: (?:that|it|this|them|those))?'
const FORMER = '(?:previous|prior|preceding|earlier|former)'
const SAME =
  '(?:the |at |to )*(?:this|that|same|equivalent|corresponding|comparable|matching) (?:\\d{1,3}d|days?|dates?|periods?|times?|points?|weeks?|months?|quarters?|stretch|weekdays?|spans?|part)'
const UNIT = '(day|week|month|quarter|year)'

/** The whole unit that ended before a period began; a period that is none of these has as many days before it. */
function unitOf(unit: string, period: FramePeriod, today: Day): FramePeriod | undefined {
  const length = daysBetween(period.start, period.end)
  if (unit === 'day') return daysBefore(period, 1, today)
  if (unit === 'week') return period.label === 'this week' ? unitBefore(period, today) : daysBefore(period, 7, today)
  const months = MONTHS[unit] ?? 1
  const is_calendar = period.start.endsWith('-01') && (months !== 3 || quarterStart(period.start) === period.start)
  if (is_calendar) return monthSpan(firstOfMonth(yearOf(period.start), monthOfYear(period.start) - months), months, today)
  return months === 1 && length >= 28 ? daysBefore(period, length, today) : undefined
}

/** The same dates a week, a month, a quarter or a year earlier. */
function earlierBy(unit: string, period: FramePeriod, today: Day): FramePeriod {
  const is_week = period.label.endsWith('week') || period.label.startsWith('week ')
  // A week a year ago is a week again: 52 of them.
  const shift = unit === 'day' ? 1 : unit === 'week' ? 7 : unit === 'year' && is_week ? 364 : undefined
  return shift === undefined ? monthsEarlier(period, MONTHS[unit] ?? 1, today) : dates(addDays(period.start, -shift), addDays(period.end, -shift), today)
}

function sameDaysOf(month: FramePeriod | undefined, period: FramePeriod, today: Day): FramePeriod | undefined {
  const months = month === undefined ? 0 : (yearOf(period.start) - yearOf(month.start)) * 12 + monthOfYear(period.start) - monthOfYear(month.start)
  return months > 0 ? monthsEarlier(period, months, today) : undefined
}

/** "The last 7 days" after the last seven days: those before them. */
function stretch(n: number, unit: string, period: FramePeriod, today: Day): FramePeriod | undefined {
  if (unit === 'mo') {
    const start = firstOfMonth(yearOf(period.start), monthOfYear(period.start) - n)
    return period.start.endsWith('-01') ? monthSpan(start, n, today) : undefined
  }
  return daysBefore(period, n * (unit === 'w' ? 7 : 1), today)
}

const isShorterThanYear = ({ start, end }: FramePeriod): boolean => daysBetween(start, end) < 300

const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day'
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** “Tuesday vs the Tuesday before”: one day, and the words name its weekday and say that it was before. */
const isOn = (said: string, { start, end }: FramePeriod): boolean =>
  daysBetween(start, end) === 1 && new RegExp(`\\b(?:${BEFORE}|${FORMER})\\b`).test(said) && said.includes(WEEKDAYS[weekday(start)] ?? '-')

function dayOfWeekBefore(at: number, { start }: FramePeriod, today: Day): FramePeriod {
  const day = addDays(monday(start), at - 7)
  return dates(day, addDays(day, 1), today)
}

// Anchored at both ends; the first that gives a period wins.
const PHRASES: readonly (readonly [RegExp, Reader])[] = [
  [
    new RegExp(`^(?:the |on )*(?:${FORMER} )?${WEEKDAY}(?: ${BEFORE})?$`),
    (m, p, t) => (isOn(m[0], p) ? dates(addDays(p.start, -7), addDays(p.end, -7), t) : undefined),
  ],
  // “Wednesday the week before”, “on Monday of last week”: the day of that name in the week before the one that is looked at.
  [
    new RegExp(`^(?:the |on )*(${WEEKDAY}),? (?:of |in )?(?:the )?(?:week ${BEFORE}|(?:last|${FORMER}) week)$`),
    (m, p, t) => dayOfWeekBefore(WEEKDAYS.indexOf(m[1] ?? ''), p, t),
  ],
  [new RegExp(`^(?:the )?(?:${FORMER} weekend|weekend ${BEFORE})$`), (_, p, t) => (daysBetween(p.start, p.end) === 2 ? earlierBy('week', p, t) : undefined)],
  [new RegExp(`^(?:the )?(?:last|${FORMER})(?: (?:1|one|period))?$|^(?:the )?(?:1|one|period) ${BEFORE}$`), (_, p, t) => unitBefore(p, t)],
  [
    new RegExp(`^(?:the )?(\\d{1,3})(d|w|mo) ${BEFORE}$|^(?:the )?${FORMER} (\\d{1,3})(d|w|mo)$`),
    (m, p, t) => stretch(Number(m[1] ?? m[3]), m[2] ?? m[4] ?? '', p, t),
  ],
  [
    new RegExp(`^(?:the )?(\\d{1,3}) ${BEFORE}$|^(?:the )?${FORMER} (\\d{1,3})$`),
    (m, p, t) => (daysBetween(p.start, p.end) === Number(m[1] ?? m[2]) ? unitBefore(p, t) : undefined),
  ],
  [new RegExp(`^(?:the |a )?${UNIT} ${BEFORE}$`), (m, p, t) => unitOf(m[1] ?? '', p, t)],
  [
    /^(?:the )?(?:previous|prior|preceding) (week|month|quarter|year)$/,
    (m, p, t) => (p.label === `last ${m[1]}` || p.label === `this ${m[1]}` ? unitBefore(p, t) : undefined),
  ],
  [
    new RegExp(`^${SAME} (?:(?:of|in|from|for) )?(?:the )?(?:last|${FORMER}) ${UNIT}$|^${SAME} (?:a|1|one|the|last) ${UNIT} (?:ago|before|earlier|prior)$`),
    (m, p, t) => earlierBy(m[1] ?? m[2] ?? '', p, t),
  ],
  [new RegExp(`^${SAME} (?:(?:of|in|from|for) )?(?:the )?(${MONTH_NAMES})$`), (m, p, t) => sameDaysOf(latestMonth(m[1] ?? '', t), p, t)],
  [new RegExp(`^(?:${SAME} )?1(w|mo) (?:ago|before|earlier)$`), (m, p, t) => earlierBy(m[1] === 'w' ? 'week' : 'month', p, t)],
  [/^(?:a|1|one) (week|month|year) (?:ago|before|earlier)$/, (m, p, t) => earlierBy(m[1] ?? '', p, t)],
  [/^(?:the )?(?:this|current)(?: (?:1|one))?$/, (_, p, t) => (p.label.startsWith('last ') ? parsePeriod(p.label.replace('last', 'this'), t) : undefined)],
  // “This October against last October”: the same month cannot be meant twice.
  [new RegExp(`^last (${MONTH_NAMES})$`), (m, p, t) => (latestMonth(m[1] ?? '', t)?.start === p.start ? earlierBy('year', p, t) : undefined)],
  [/^(?:the )?last year$/, (_, p, t) => (isShorterThanYear(p) ? earlierBy('year', p, t) : undefined)],
]

/** A time named beside another one, in relation to it; undefined when it stands by itself. */
export function besidePeriod(phrase: string, period: FramePeriod, today: Day): FramePeriod | undefined {
  for (const [pattern, read] of PHRASES) {
    const match = pattern.exec(phrase)
    const found = match === null ? undefined : read(match, period, today)
    if (found !== undefined) return found
  }
  return sameKindAs(phrase, period)
}

const LAST_YEARS = new RegExp(
  `^(${MONTH_NAMES}) (?:(?:of )?(?:the )?(?:last|previous) year|(?:a|1|one) year (?:ago|before|earlier))$|^last year (${MONTH_NAMES})$`,
)
/** "October last year". */
export function monthOfLastYear(phrase: string, today: Day): FramePeriod | undefined {
  const match = LAST_YEARS.exec(phrase)
  const month = match === null ? undefined : latestMonth(match[1] ?? match[2] ?? '', today)
  return month === undefined ? undefined : wholeMonth(yearOf(today) - 1, monthOfYear(month.start))
}

/** What is looked at where only "the week before" was said. */
export function besideNothing(phrase: string, today: Day): FramePeriod | undefined {
  const stretch = new RegExp(`^(?:the )?${FORMER} (\\d{1,3})(d|w)$`).exec(phrase)
  if (stretch !== null) return lastDays(Number(stretch[1]) * (stretch[2] === 'w' ? 7 : 1), today)
  const unit = new RegExp(`^(?:the )?${UNIT} before$|^${SAME} (?:(?:of|in|from) )?(?:the )?(?:last|${FORMER}) ${UNIT}$`).exec(phrase)
  switch (unit?.[1] ?? unit?.[2]) {
    case 'day':
      return lastDays(1, today)
    case 'week':
      return lastDays(7, today)
    case 'month':
      return monthToDate(today)
    case 'quarter':
      return span(quarterStart(today), toDate(quarterStart(today), today), 'quarter to date')
    default:
      return undefined
  }
}
