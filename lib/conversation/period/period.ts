import { formatDay } from '@/lib/kernel/format'
import { addDays, daysBetween, weekday } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { fiscalPeriod, readFiscal } from './fiscal-period'
import { DAY_PATTERN, isDay, MONTH_NAMES, monthNumber, readDay } from './period-days'

export { isDay } from './period-days'

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

/** "12 Nov – 18 Nov", both days inside. */
function spanLabel(start: Day, end: Day, today: Day): string {
  const last = addDays(end, -1)
  const reference = start.slice(0, 4) === last.slice(0, 4) ? today : undefined
  const show = (day: Day): string => (reference === undefined ? `${formatDay(day)} ${day.slice(0, 4)}` : formatDay(day, reference))
  return start === last ? show(start) : `${show(start)} – ${show(last)}`
}

const span = (start: Day, end: Day, label: string): FramePeriod => ({ start, end, label })
export const dates = (start: Day, end: Day, today: Day): FramePeriod => span(start, end, spanLabel(start, end, today))

function wholeMonth(year: number, month: number): FramePeriod {
  const start = firstOfMonth(year, month)
  return span(start, firstOfMonth(year, month + 1), `${SHOWN[monthOfYear(start) - 1] ?? ''} ${yearOf(start)}`)
}

function isoWeek(year: number, week: number): FramePeriod {
  const fourth: Day = `${year}-01-04`
  const monday = addDays(fourth, (week - 1) * 7 - weekday(fourth))
  return span(monday, addDays(monday, 7), `week ${week} ${year}`)
}

const quarter = (year: number, n: number): FramePeriod => span(firstOfMonth(year, n * 3 - 2), firstOfMonth(year, n * 3 + 1), `Q${n} ${year}`)
const year = (n: number): FramePeriod => span(`${n}-01-01`, `${n + 1}-01-01`, `${n}`)

export const lastDays = (n: number, today: Day): FramePeriod => span(addDays(today, -n), today, n === 1 ? 'yesterday' : `last ${n} days`)

const monday = (today: Day): Day => addDays(today, -weekday(today))
const monthStart = (today: Day): Day => `${today.slice(0, 8)}01`
const quarterStart = (today: Day): Day => firstOfMonth(yearOf(today), Math.floor((monthOfYear(today) - 1) / 3) * 3 + 1)
/** The latest quarter of that number that has begun. */
const latestQuarter = (n: number, today: Day): FramePeriod => quarter(n <= Math.ceil(monthOfYear(today) / 3) ? yearOf(today) : yearOf(today) - 1, n)

type Reader = (match: RegExpExecArray, today: Day) => FramePeriod | undefined

/** The latest month of that name that has begun. */
function latestMonth(name: string, today: Day): FramePeriod | undefined {
  const month = monthNumber(name)
  if (month === 0) return undefined
  return wholeMonth(month <= monthOfYear(today) ? yearOf(today) : yearOf(today) - 1, month)
}
const NAMES = MONTH_NAMES
const LAST = '(?:the )?(?:last|past|previous|recent|prior|trailing)'
const NTH_WEEK: Readonly<Record<string, number>> = { first: 0, second: 1, third: 2, fourth: 3, last: -1 }

// Whole phrases. Every pattern is anchored at both ends; the first that gives a period wins.
const PHRASES: readonly (readonly [RegExp, Reader])[] = [
  [
    /^fy.* from [a-z]+$/,
    (m, t) => {
      const fiscal = readFiscal(m[0])
      return fiscal === undefined ? undefined : fiscalPeriod(fiscal, t)
    },
  ],
  [/^(?:today|this morning|this afternoon|tonight)$/, (_, t) => span(t, addDays(t, 1), 'today')],
  [/^(?:yesterday|overnight|last night|the last day|the past day|last 24h|past 24h)$/, (_, t) => lastDays(1, t)],
  [new RegExp(`^${LAST} (\\d{1,3})d$|^(\\d{1,3})d$`), (m, t) => days(Number(m[1] ?? m[2]), t)],
  [new RegExp(`^${LAST} (\\d{1,2})w$|^(\\d{1,2})w$`), (m, t) => days(Number(m[1] ?? m[2]) * 7, t)],
  [new RegExp(`^${LAST} (\\d{1,2})mo$|^(\\d{1,2})mo$`), (m, t) => months(Number(m[1] ?? m[2]), t)],
  [/^since (\d{1,3})d$|^for (\d{1,3})d$/, (m, t) => days(Number(m[1] ?? m[2]), t)],
  [/^since (\d{1,2})w$|^for (\d{1,2})w$/, (m, t) => days(Number(m[1] ?? m[2]) * 7, t)],
  [new RegExp(`^${LAST} (?:few|couple of|several) days$|^recently$|^lately$|^recent days$|^these days$|^(?:the )?past week$`), (_, t) => lastDays(7, t)],
  [new RegExp(`^(?:the )?past month$|^${LAST} (?:few|couple of|several) weeks$|^recent weeks$`), (_, t) => lastDays(30, t)],
  [new RegExp(`^${LAST} (?:few|couple of|several) months$|^recent months$`), (_, t) => months(3, t)],
  [
    /^(?:so far )?this week(?: so far)?$|^(?:the )?week so far$|^week to date$|^wtd$|^(?:the )?current week$|^since the (?:start|beginning) of (?:the|this) week$/,
    (_, t) => span(monday(t), toDate(monday(t), t), 'this week'),
  ],
  [/^(?:the )?(?:last|previous|prior) week$/, (_, t) => span(addDays(monday(t), -7), monday(t), 'last week')],
  [/^since last week$/, (_, t) => span(addDays(monday(t), -7), t, 'since last week')],
  [/^(?:the )?week before(?: last)?$/, (_, t) => span(addDays(monday(t), -14), addDays(monday(t), -7), 'week before last')],
  [/^(?:over )?(?:the |last |this )?(?:past |last )?weekend$/, (_, t) => weekend(t)],
  [
    /^(?:so far )?this month(?: so far)?$|^the month$|^(?:the )?month so far$|^(?:this|the current) (?:bill|invoice)$|^since (?:the )?begin of (?:the )?month$|^month to date$|^mtd$|^(?:the )?current month$|^since the (?:start|beginning|first) of (?:the|this) month$/,
    (_, t) => monthToDate(t),
  ],
  [
    /^(?:the )?(?:last|previous|prior) (?:month|invoice|bill|statement)$|^(?:the )?(?:latest|most recent) (?:invoice|statement)$/,
    (_, t) => ({ ...wholeMonth(yearOf(t), monthOfYear(t) - 1), label: 'last month' }),
  ],
  [new RegExp(`^(?:the )?month of (${NAMES})$`), (m, t) => latestMonth(m[1] ?? '', t)],
  [/^(?:since )?(?:a|one|1) month ago$|^since 1mo ago$/, (_, t) => lastDays(30, t)],
  [/^(?:since )?(?:a|one|1) week ago$|^since 1w ago$/, (_, t) => lastDays(7, t)],
  [/^(?:the )?past quarter$/, (_, t) => months(3, t)],
  [/^(?:the )?past year$/, (_, t) => months(12, t)],
  [/^since last month$/, (_, t) => span(firstOfMonth(yearOf(t), monthOfYear(t) - 1), t, 'since last month')],
  [/^(?:the )?month before(?: last)?$/, (_, t) => wholeMonth(yearOf(t), monthOfYear(t) - 2)],
  [
    /^(?:so far )?this quarter(?: so far)?$|^(?:the )?quarter so far$|^quarter to date$|^qtd$|^(?:the )?current quarter$|^since the (?:start|beginning) of (?:the|this) quarter$/,
    (_, t) => span(quarterStart(t), toDate(quarterStart(t), t), 'quarter to date'),
  ],
  [/^(?:the )?(?:last|previous|prior) quarter$/, (_, t) => ({ ...quarterOf(addDays(quarterStart(t), -1)), label: 'last quarter' })],
  [
    /^(?:so far )?this year(?: so far)?$|^(?:the )?year so far$|^(?:over|through|throughout|during|across|in|for|of) the (?:whole |entire |full )?year(?: so far)?$|^year to date$|^ytd$|^yearly total(?: so far)?$|^(?:the )?current year$|^since (?:the )?(?:start|beginning|january|new year)(?: of (?:the|this) year)?$/,
    (_, t) => span(`${yearOf(t)}-01-01`, toDate(`${yearOf(t)}-01-01`, t), 'year to date'),
  ],
  [/^(?:the )?(?:last|previous|prior) year$/, (_, t) => year(yearOf(t) - 1)],
  [/^(?:in |during |for )?(20\d{2})$/, (m) => year(Number(m[1]))],
  [/^q([1-4])(?: (?:of )?(\d{4}))?$/, (m, t) => (m[2] === undefined ? latestQuarter(Number(m[1]), t) : quarter(Number(m[2]), Number(m[1])))],
  [/^(?:the )?(first|second|third|fourth) quarter(?: (?:of )?(\d{4}))?$/, (m, t) => nthQuarter(m[1] ?? '', m[2], t)],
  [
    new RegExp(`^(?:the )?(first|last) (\\d{1,2})([dw]) (?:of|in) (${NAMES})$`),
    (m, t) => edgeOf(m[1] === 'first', Number(m[2]) * (m[3] === 'w' ? 7 : 1), m[4] ?? '', t),
  ],
  [/^(?:the )?(first|second) half of (?:the|this) year$/, (m, t) => half(m[1] === 'first' ? 1 : 2, yearOf(t))],
  [/^(?:the )?h([12])(?: (\d{4}))?$/, (m, t) => half(Number(m[1]), Number(m[2] ?? yearOf(t)))],
  [/^(?:week|wk|kw|cw|calendar week) (\d{1,2})(?: (?:of )?(\d{4}))?$/, (m, t) => weekNumber(Number(m[1]), Number(m[2] ?? yearOf(t)))],
  [/^(?:kw|cw|wk|w)(\d{2})$/, (m, t) => weekNumber(Number(m[1]), yearOf(t))],
  [/^(\d{4})-w(\d{2})$/, (m) => isoWeek(Number(m[1]), Number(m[2]))],
  [/^(\d{4})-(0[1-9]|1[0-2])$/, (m) => wholeMonth(Number(m[1]), Number(m[2]))],
  [new RegExp(`^(${NAMES}) (\\d{4})$`), (m) => wholeMonth(Number(m[2]), monthNumber(m[1] ?? ''))],
  [new RegExp(`^(?:in |during |last )?(${NAMES.replace('|may', '')})$|^(?:in|during|last) (may)$`), (m, t) => latestMonth(m[1] ?? m[2] ?? '', t)],
  [new RegExp(`^(?:the )?(first|second|third|fourth|last) week (?:of|in) (${NAMES})$`), (m, t) => nthWeek(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(?:the )?(first|second) half of (${NAMES})$`), (m, t) => halfMonth(m[1] === 'first', m[2] ?? '', t)],
  [/^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/, (m, t) => between(m[1], m[2], t)],
  [/^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/, (m, t) => monthsBetween(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(?:between|from) (${DAY_PATTERN}) (?:and|to|until|till|through|up to) (${DAY_PATTERN})$`), (m, t) => betweenWords(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(${DAY_PATTERN}) (?:to|until|till|through|-|–) (${DAY_PATTERN})$`), (m, t) => betweenWords(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(?:between |from )?(${NAMES}) (\\d{1,2}) ?(?:-|–|to|and) ?(\\d{1,2})$`), (m, t) => betweenWords(`${m[1]} ${m[2]}`, `${m[1]} ${m[3]}`, t)],
  [
    new RegExp(`^(?:between |from )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|and) ?(?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${NAMES})$`),
    (m, t) => betweenWords(`${m[1]} ${m[3]}`, `${m[2]} ${m[3]}`, t),
  ],
  [new RegExp(`^(?:ever )?(?:since|from|starting|after|as of|beginning) (${DAY_PATTERN})(?: on| onwards?)?$`), (m, t) => since(readDay(m[1] ?? '', t), t)],
  [new RegExp(`^(?:from )?(${NAMES}) (?:to|until|till|through) (${NAMES})$`), (m, t) => monthsApart(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^since (${NAMES})$`), (m, t) => since(latestMonth(m[1] ?? '', t)?.start, t)],
  [new RegExp(`^(?:on |for )?(${DAY_PATTERN})$`), (m, t) => oneDay(readDay(m[1] ?? '', t), t)],
]

const monthToDate = (t: Day): FramePeriod => span(monthStart(t), toDate(monthStart(t), t), 'month to date')
const quarterOf = (day: Day): FramePeriod => quarter(yearOf(day), Math.ceil(monthOfYear(day) / 3))
const weekNumber = (n: number, of: number): FramePeriod | undefined => (n >= 1 && n <= 53 ? isoWeek(of, n) : undefined)
const half = (n: number, of: number): FramePeriod => span(firstOfMonth(of, n === 1 ? 1 : 7), firstOfMonth(of, n === 1 ? 7 : 13), `H${n} ${of}`)
const nthQuarter = (name: string, of: string | undefined, today: Day): FramePeriod => {
  const n = ['first', 'second', 'third', 'fourth'].indexOf(name) + 1
  return of === undefined ? latestQuarter(n, today) : quarter(Number(of), n)
}
const days = (n: number, today: Day): FramePeriod | undefined => (n >= 1 && n <= 400 ? lastDays(n, today) : undefined)
const months = (n: number, today: Day): FramePeriod | undefined =>
  n >= 1 && n <= 13
    ? { start: firstOfMonth(yearOf(today), monthOfYear(today) - n), end: monthStart(today), label: n === 1 ? 'last month' : `last ${n} months` }
    : undefined
const oneDay = (day: Day | undefined, today: Day): FramePeriod | undefined => (day === undefined ? undefined : dates(day, addDays(day, 1), today))

/** The Saturday and Sunday that ended last. */
function weekend(today: Day): FramePeriod {
  const sunday = addDays(monday(today), -1)
  return dates(addDays(sunday, -1), addDays(sunday, 1), today)
}

function nthWeek(nth: string, name: string, today: Day): FramePeriod | undefined {
  const month = latestMonth(name, today)
  if (month === undefined) return undefined
  const start = nth === 'last' ? addDays(month.end, -7) : addDays(month.start, 7 * (NTH_WEEK[nth] ?? 0))
  return dates(start, addDays(start, 7), today)
}

/** "The first two weeks of November". */
function edgeOf(is_first: boolean, n: number, name: string, today: Day): FramePeriod | undefined {
  const month = latestMonth(name, today)
  if (month === undefined || n < 1 || n > daysBetween(month.start, month.end)) return undefined
  return is_first ? dates(month.start, addDays(month.start, n), today) : dates(addDays(month.end, -n), month.end, today)
}

function halfMonth(is_first: boolean, name: string, today: Day): FramePeriod | undefined {
  const month = latestMonth(name, today)
  if (month === undefined) return undefined
  const middle = addDays(month.start, 15)
  return is_first ? dates(month.start, middle, today) : dates(middle, month.end, today)
}

function between(a: string | undefined, b: string | undefined, today: Day): FramePeriod | undefined {
  if (a === undefined || b === undefined || !isDay(a) || !isDay(b)) return undefined
  const [start, last] = a <= b ? [a, b] : [b, a]
  return dates(start, addDays(last, 1), today)
}
const betweenWords = (a: string, b: string, today: Day): FramePeriod | undefined => between(readDay(a, today), readDay(b, today), today)

function monthsBetween(a: string, b: string, today: Day): FramePeriod {
  const [from, to] = a <= b ? [a, b] : [b, a]
  const first = wholeMonth(Number(from.slice(0, 4)), Number(from.slice(5)))
  const last = wholeMonth(Number(to.slice(0, 4)), Number(to.slice(5)))
  return first.start === last.start ? first : dates(first.start, last.end, today)
}
/** "July to September": one time, where a month lies between the two; next to each other they may be meant side by side. */
function monthsApart(a: string, b: string, today: Day): FramePeriod | undefined {
  const [from, to] = [latestMonth(a, today), latestMonth(b, today)]
  return from === undefined || to === undefined || daysBetween(from.start, to.start) < 59 ? undefined : dates(from.start, to.end, today)
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

const ONSET =
  /^(before|since|after|until|from) (?:the )?(?:spike|onset|anomaly|jump|increase|rise|deploy|deployment|release|rollout|change|incident|case|it started|it began)$/
export const isOnsetPhrase = (phrase: string): boolean => ONSET.test(phrase)

/** "before the spike", "since the deploy": periods that hang on a case's first anomalous day. */
export function parseOnsetPeriod(phrase: string, onset: Day, today: Day): FramePeriod | undefined {
  const match = ONSET.exec(phrase)
  if (match === null) return undefined
  if (match[1] === 'before' || match[1] === 'until') return dates(addDays(onset, -28), onset, today)
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
