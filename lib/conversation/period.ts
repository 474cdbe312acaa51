import { formatDay } from '@/lib/kernel/format'
import { addDays, daysBetween, weekday } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'

const MONTH_NAMES = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const SHOWN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const pad = (n: number): string => String(n).padStart(2, '0')
const firstOfMonth = (year: number, month: number): Day => {
  const zero = year * 12 + (month - 1)
  return `${Math.floor(zero / 12)}-${pad((zero % 12) + 1)}-01`
}
const yearOf = (day: Day): number => Number(day.slice(0, 4))
const monthOfYear = (day: Day): number => Number(day.slice(5, 7))
/** Whole days before `today`; the current day is partial and left out, unless nothing else would be in the period. */
const toDate = (start: Day, today: Day): Day => (start < today ? today : addDays(today, 1))

export const isDay = (text: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) && addDays(text, 0) === text

/** "12 Nov – 18 Nov", both days inside. */
export function spanLabel(start: Day, end: Day, today: Day): string {
  const last = addDays(end, -1)
  const reference = start.slice(0, 4) === last.slice(0, 4) ? today : undefined
  const show = (day: Day): string => (reference === undefined ? `${formatDay(day)} ${day.slice(0, 4)}` : formatDay(day, reference))
  return start === last ? show(start) : `${show(start)} – ${show(last)}`
}

const span = (start: Day, end: Day, label: string): FramePeriod => ({ start, end, label })
export const dates = (start: Day, end: Day, today: Day): FramePeriod => span(start, end, spanLabel(start, end, today))

export function wholeMonth(year: number, month: number): FramePeriod {
  const start = firstOfMonth(year, month)
  return span(start, firstOfMonth(year, month + 1), `${SHOWN[monthOfYear(start) - 1] ?? ''} ${yearOf(start)}`)
}

export function isoWeek(year: number, week: number): FramePeriod {
  const fourth: Day = `${year}-01-04`
  const monday = addDays(fourth, (week - 1) * 7 - weekday(fourth))
  return span(monday, addDays(monday, 7), `week ${week} ${year}`)
}

const quarter = (year: number, n: number): FramePeriod => span(firstOfMonth(year, n * 3 - 2), firstOfMonth(year, n * 3 + 1), `Q${n} ${year}`)

export const lastDays = (n: number, today: Day): FramePeriod => span(addDays(today, -n), today, n === 1 ? 'yesterday' : `last ${n} days`)

const monday = (today: Day): Day => addDays(today, -weekday(today))
const monthStart = (today: Day): Day => `${today.slice(0, 8)}01`
const quarterStart = (today: Day): Day => firstOfMonth(yearOf(today), Math.floor((monthOfYear(today) - 1) / 3) * 3 + 1)

type Reader = (match: RegExpExecArray, today: Day) => FramePeriod | undefined

const monthNumber = (name: string): number => MONTH_NAMES.findIndex((m) => m === name || m.slice(0, 3) === name || (name === 'sept' && m === 'september')) + 1
/** The latest month of that name that has begun. */
function latestMonth(name: string, today: Day): FramePeriod | undefined {
  const month = monthNumber(name)
  if (month === 0) return undefined
  return wholeMonth(month <= monthOfYear(today) ? yearOf(today) : yearOf(today) - 1, month)
}
const NAMES = 'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec'

function dayAndMonth(day: string, name: string, today: Day): Day | undefined {
  const month = monthNumber(name)
  const text = `${yearOf(today)}-${pad(month)}-${pad(Number(day))}`
  if (!isDay(text)) return undefined
  return text <= today ? text : `${yearOf(today) - 1}${text.slice(4)}`
}

// Longest first where one phrase begins another. Every pattern is anchored at both ends.
const PHRASES: readonly (readonly [RegExp, Reader])[] = [
  [/^today$/, (_, t) => span(t, addDays(t, 1), 'today')],
  [/^yesterday$/, (_, t) => lastDays(1, t)],
  [/^(?:the )?(?:last|past|previous) (\d{1,3})d$|^(\d{1,3})d$/, (m, t) => days(Number(m[1] ?? m[2]), t)],
  [/^(?:the )?(?:last|past|previous) (\d{1,2})w$|^(\d{1,2})w$/, (m, t) => days(Number(m[1] ?? m[2]) * 7, t)],
  [/^(?:the )?(?:last|past|previous) (\d{1,2})mo$|^(\d{1,2})mo$/, (m, t) => months(Number(m[1] ?? m[2]), t)],
  [/^(?:the )?(?:last|past|previous) (?:few days|seven days)$|^recently$|^lately$|^(?:the )?past week$/, (_, t) => lastDays(7, t)],
  [/^(?:the )?past month$/, (_, t) => lastDays(30, t)],
  [/^this week$|^week to date$|^wtd$/, (_, t) => span(monday(t), toDate(monday(t), t), 'this week')],
  [/^(?:the )?(?:last|previous) week$/, (_, t) => span(addDays(monday(t), -7), monday(t), 'last week')],
  [/^(?:the )?week before last$/, (_, t) => span(addDays(monday(t), -14), addDays(monday(t), -7), 'week before last')],
  [/^this month$|^month to date$|^mtd$|^this month so far$/, (_, t) => span(monthStart(t), toDate(monthStart(t), t), 'month to date')],
  [/^(?:the )?(?:last|previous) month$/, (_, t) => ({ ...wholeMonth(yearOf(t), monthOfYear(t) - 1), label: 'last month' })],
  [/^(?:the )?month before(?: last)?$/, (_, t) => wholeMonth(yearOf(t), monthOfYear(t) - 2)],
  [/^this quarter$|^quarter to date$|^qtd$/, (_, t) => span(quarterStart(t), toDate(quarterStart(t), t), 'quarter to date')],
  [
    /^(?:the )?(?:last|previous) quarter$/,
    (_, t) => ({ ...quarter(yearOf(addDays(quarterStart(t), -1)), Math.ceil(monthOfYear(addDays(quarterStart(t), -1)) / 3)), label: 'last quarter' }),
  ],
  [/^this year$|^year to date$|^ytd$/, (_, t) => span(`${yearOf(t)}-01-01`, toDate(`${yearOf(t)}-01-01`, t), 'year to date')],
  [/^q([1-4])(?: (\d{4}))?$/, (m, t) => quarter(Number(m[2] ?? yearOf(t)), Number(m[1]))],
  [
    /^(?:week|wk|kw) (\d{1,2})(?: (\d{4}))?$/,
    (m, t) => (Number(m[1]) >= 1 && Number(m[1]) <= 53 ? isoWeek(Number(m[2] ?? yearOf(t)), Number(m[1])) : undefined),
  ],
  [/^(\d{4})-w(\d{2})$/, (m) => isoWeek(Number(m[1]), Number(m[2]))],
  [/^(\d{4})-(0[1-9]|1[0-2])$/, (m) => wholeMonth(Number(m[1]), Number(m[2]))],
  [new RegExp(`^(${NAMES}) (\\d{4})$`), (m) => wholeMonth(Number(m[2]), monthNumber(m[1] ?? ''))],
  [new RegExp(`^(?:in |during )?(${NAMES.replace('|may', '')})$|^(?:in|during) (may)$`), (m, t) => latestMonth(m[1] ?? m[2] ?? '', t)],
  [/^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/, (m, t) => between(m[1] ?? '', m[2] ?? '', t)],
  [/^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/, (m, t) => monthsBetween(m[1] ?? '', m[2] ?? '', t)],
  [/^(\d{4}-\d{2}-\d{2})$/, (m, t) => between(m[1] ?? '', m[1] ?? '', t)],
  [/^since (?:the )?(\d{4}-\d{2}-\d{2})$/, (m, t) => since(m[1] ?? '', t)],
  [
    new RegExp(`^since (?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${NAMES})$|^since (${NAMES}) (\\d{1,2})(?:st|nd|rd|th)?$`),
    (m, t) => since(dayAndMonth(m[1] ?? m[4] ?? '', m[2] ?? m[3] ?? '', t), t),
  ],
  [new RegExp(`^since (${NAMES})$`), (m, t) => since(latestMonth(m[1] ?? '', t)?.start, t)],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${NAMES})$|^(${NAMES}) (\\d{1,2})(?:st|nd|rd|th)?$`),
    (m, t) => oneDay(dayAndMonth(m[1] ?? m[4] ?? '', m[2] ?? m[3] ?? '', t), t),
  ],
]

const days = (n: number, today: Day): FramePeriod | undefined => (n >= 1 && n <= 400 ? lastDays(n, today) : undefined)
const months = (n: number, today: Day): FramePeriod | undefined =>
  n >= 1 && n <= 13
    ? { start: firstOfMonth(yearOf(today), monthOfYear(today) - n), end: monthStart(today), label: n === 1 ? 'last month' : `last ${n} months` }
    : undefined
const oneDay = (day: Day | undefined, today: Day): FramePeriod | undefined => (day === undefined ? undefined : dates(day, addDays(day, 1), today))

function between(a: string, b: string, today: Day): FramePeriod | undefined {
  if (!isDay(a) || !isDay(b)) return undefined
  const [start, last] = a <= b ? [a, b] : [b, a]
  return dates(start, addDays(last, 1), today)
}
function monthsBetween(a: string, b: string, today: Day): FramePeriod {
  const [from, to] = a <= b ? [a, b] : [b, a]
  const first = wholeMonth(Number(from.slice(0, 4)), Number(from.slice(5)))
  const last = wholeMonth(Number(to.slice(0, 4)), Number(to.slice(5)))
  return first.start === last.start ? first : dates(first.start, last.end, today)
}
function since(day: Day | undefined, today: Day): FramePeriod | undefined {
  return day === undefined || !isDay(day) || day > today ? undefined : span(day, toDate(day, today), `since ${formatDay(day, today)}`)
}

/** Reads a whole phrase as a period; undefined when it is not one. Half-open, in UTC days. */
export function parsePeriod(phrase: string, today: Day): FramePeriod | undefined {
  for (const [pattern, read] of PHRASES) {
    const match = pattern.exec(phrase)
    const period = match === null ? undefined : read(match, today)
    if (period !== undefined) return period
  }
  return undefined
}

/** "before the spike", "since the spike": periods that hang on a case's first anomalous day. */
export function parseOnsetPeriod(phrase: string, onset: Day, today: Day): FramePeriod | undefined {
  const match = /^(before|since|after) (?:the )?(?:spike|onset|anomaly|jump|increase|rise|deploy|deployment|change)$/.exec(phrase)
  if (match === null) return undefined
  if (match[1] === 'before') return dates(addDays(onset, -28), onset, today)
  return onset <= today ? dates(onset, toDate(onset, today), today) : undefined
}

/** What a period is compared with when nobody said: the month before a month, the same weekdays before anything else. */
export function defaultBaseline(period: FramePeriod, today: Day): FramePeriod {
  const is_month = period.start.endsWith('-01') && period.end.endsWith('-01') && daysBetween(period.start, period.end) <= 31
  if (is_month) return wholeMonth(yearOf(period.start), monthOfYear(period.start) - 1)
  const length = daysBetween(period.start, period.end)
  const shift = length <= 7 ? 7 : Math.ceil(length / 7) * 7
  const start = addDays(period.start, -shift)
  return dates(start, addDays(start, length), today)
}
