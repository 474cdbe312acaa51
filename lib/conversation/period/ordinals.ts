import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { firstOfMonth, half, latestMonth, latestQuarter, monthOfYear, months, quarter, quarterOf, quarterStart, span, toDate, yearOf } from './calendar'
import { MONTH_NAMES } from './period-days'
import { since } from './spans'

// Parts of a year that are counted: quarters and halves, by word or by figure.

const ORDINALS: readonly (readonly string[])[] = [
  ['first', '1st'],
  ['second', '2nd'],
  ['third', '3rd'],
  ['fourth', '4th', 'last'],
]
const nth = (word: string): number => ORDINALS.findIndex((words) => words.includes(word)) + 1
const NTH = '(first|1st|second|2nd|third|3rd|fourth|4th)'
const HALF = '(first|1st|second|2nd) half(?:[- ]year)?'
const OF_YEAR = '(?: (?:(?:of|in) )?(?:(?:the|this|the current) year|(\\d{4})))?'

const halfStart = (day: Day): Day => firstOfMonth(yearOf(day), monthOfYear(day) <= 6 ? 1 : 7)
const toNow = (start: Day, today: Day): FramePeriod => span(start, toDate(start, today), 'half to date')
const ofYear = (year: string | undefined, today: Day): number => (year === undefined ? yearOf(today) : Number(year))

type Reader = (match: RegExpExecArray, today: Day) => FramePeriod | undefined
export const ORDINAL_PHRASES: readonly (readonly [RegExp, Reader])[] = [
  [
    new RegExp(`^(?:the )?${NTH} quarter(?: (?:of )?(?:(?:the|this) year|(\\d{4})))?$`),
    (m, t) => (m[2] === undefined ? latestQuarter(nth(m[1] ?? ''), t) : quarter(Number(m[2]), nth(m[1] ?? ''))),
  ],
  [/^(?:the )?(?:last|fourth|4th) quarter (?:of )?(\d{4})$/, (m) => quarter(Number(m[1]), 4)],
  [/^(?:the )?quarter before(?: last)?$/, (_, t) => quarterBefore(quarterStart(quarterBefore(quarterStart(t)).start))],
  [/^the quarter$/, (_, t) => span(quarterStart(t), toDate(quarterStart(t), t), 'quarter to date')],
  [/^(?:the )?(?:last|past|previous) (\d) quarters$/, (m, t) => wholeQuarters(Number(m[1]), t)],
  [new RegExp(`^(?:the )?${HALF}${OF_YEAR}$`), (m, t) => half(nth(m[1] ?? ''), ofYear(m[2], t))],
  [
    new RegExp(`^(?:the )?${HALF}${OF_YEAR} (?:so far|to date)$`),
    (m, t) => (halfStart(t) === half(nth(m[1] ?? ''), ofYear(m[2], t)).start ? toNow(halfStart(t), t) : undefined),
  ],
  [/^(?:the )?(?:this|current) half(?:[- ]year)?(?: so far)?$|^half(?:[- ]year)? (?:so far|to date)$/, (_, t) => toNow(halfStart(t), t)],
  [/^(?:the )?(?:past|last) half[- ]year$|^(?:the )?(?:past|last) half (?:of )?(?:a )?year$/, (_, t) => months(6, t)],
  [
    new RegExp(`^(?:since|from) (?:the )?(?:start|beginning|begin|first|1st) of (${MONTH_NAMES})(?: on| onwards?)?$`),
    (m, t) => since(latestMonth(m[1] ?? '', t)?.start, t),
  ],
  [
    new RegExp(`^(?:the )?(\\d{1,2})mo (?:to|until|through|up to|ending(?: in| with)?) (${MONTH_NAMES})$`),
    (m, t) => monthsUpTo(Number(m[1]), latestMonth(m[2] ?? '', t)),
  ],
  [/^(?:since|from) (?:the )?(?:start|beginning) of q([1-4])$/, (m, t) => since(latestQuarter(Number(m[1]), t).start, t)],
]

const quarterBefore = (start: Day): FramePeriod => quarterOf(firstOfMonth(yearOf(start), monthOfYear(start) - 3))

/** “The 12 months to October”: that month is the last of them. */
const monthsUpTo = (n: number, last: FramePeriod | undefined): FramePeriod | undefined =>
  last === undefined || n < 1 || n > 13
    ? undefined
    : span(firstOfMonth(yearOf(last.start), monthOfYear(last.start) - n + 1), last.end, `${n} months to ${last.label}`)

function wholeQuarters(n: number, today: Day): FramePeriod | undefined {
  const end = quarterStart(today)
  return n < 1 || n > 8 ? undefined : span(firstOfMonth(yearOf(end), monthOfYear(end) - 3 * n), end, `last ${n} quarters`)
}

/** “From the second quarter to the third”: the part of the year that is only numbered is of the kind that was named before. */
export function sameKindAs(phrase: string, { start, label }: FramePeriod): FramePeriod | undefined {
  const n = nth(new RegExp(`^(?:the )?${NTH}(?: one)?$`).exec(phrase)?.[1] ?? '')
  if (n === 0) return undefined
  if (/^Q[1-4] \d{4}$/.test(label)) return quarter(yearOf(start), n)
  return /^H[12] \d{4}$/.test(label) && n <= 2 ? half(n, yearOf(start)) : undefined
}
