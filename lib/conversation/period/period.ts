import { addDays } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import {
  days,
  firstOfMonth,
  half,
  isoWeek,
  lastDays,
  latestMonth,
  latestQuarter,
  monday,
  monthOfYear,
  months,
  monthToDate,
  oneDay,
  quarter,
  quarterOf,
  quarterStart,
  span,
  toDate,
  weekNumber,
  wholeMonth,
  year,
  yearOf,
} from './calendar'
import { fiscalPeriod, readFiscal } from './fiscal-period'
import { ORDINAL_PHRASES } from './ordinals'
import { DAY_PATTERN, MONTH_NAMES, monthNumber, readDay } from './period-days'
import { between, betweenWords, daysOfWeek, edgeOf, halfMonth, monthsApart, monthsBetween, monthsThrough, nthWeek, since, weekend, weekOf } from './spans'

type Reader = (match: RegExpExecArray, today: Day) => FramePeriod | undefined

const NAMES = MONTH_NAMES
const DAYS = '(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?'
const LAST = '(?:the )?(?:last|past|previous|recent|prior|trailing)'

// Whole phrases. Every pattern is anchored at both ends; the first that gives a period wins.
const PHRASES: readonly (readonly [RegExp, Reader])[] = [
  ...ORDINAL_PHRASES,
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
    /^(?:so far )?this week(?: so far)?$|^(?:the )?week so far$|^(?:the )?week to date$|^wtd$|^(?:the )?current week$|^since the (?:start|beginning) of (?:the|this) week$/,
    (_, t) => span(monday(t), toDate(monday(t), t), 'this week'),
  ],
  [
    new RegExp(
      `^(?:from )?(${DAYS}) (?:to|until|till|through|-|–) (${DAYS})(?: (?:of )?(this|last|previous) week)?$|^between (${DAYS}) and (${DAYS})(?: (?:of )?(this|last|previous) week)?$`,
    ),
    (m, t) => daysOfWeek(m[1] ?? m[4] ?? '', m[2] ?? m[5] ?? '', /^(?:last|previous)$/.test(m[3] ?? m[6] ?? ''), t),
  ],
  [/^(?:the )?(?:last|previous|prior) week$/, (_, t) => span(addDays(monday(t), -7), monday(t), 'last week')],
  [/^since last week$/, (_, t) => span(addDays(monday(t), -7), t, 'since last week')],
  [/^(?:the )?week before(?: last)?$/, (_, t) => span(addDays(monday(t), -14), addDays(monday(t), -7), 'week before last')],
  [/^(?:over )?(?:the |last |this )?(?:past |last )?weekend$/, (_, t) => weekend(t)],
  [
    /^(?:so far )?this month(?: so far)?$|^the month$|^(?:the )?month so far$|^(?:this|the current) (?:bill|invoice)$|^since (?:the )?begin of (?:the )?month$|^(?:the )?month to date$|^mtd$|^(?:the )?current month$|^since the (?:start|beginning|first) of (?:the|this) month$/,
    (_, t) => monthToDate(t),
  ],
  [
    /^(?:the )?(?:last|previous|prior) (?:month|invoice|bill|statement)$|^(?:the )?(?:latest|most recent) (?:invoice|statement)$/,
    (_, t) => ({ ...wholeMonth(yearOf(t), monthOfYear(t) - 1), label: 'last month' }),
  ],
  [
    new RegExp(`^(?:in |of |for )?(${NAMES}) (?:so far|to date|until now)$`),
    (m, t) => (latestMonth(m[1] ?? '', t)?.start === monthToDate(t).start ? monthToDate(t) : undefined),
  ],
  [new RegExp(`^(?:in )?(${NAMES}) (?:of )?this year$`), (m, t) => wholeMonth(yearOf(t), monthNumber(m[1] ?? ''))],
  [new RegExp(`^(?:the )?month of (${NAMES})$`), (m, t) => latestMonth(m[1] ?? '', t)],
  [/^(?:since )?(?:a|one|1) month ago$|^since 1mo ago$/, (_, t) => lastDays(30, t)],
  [/^(?:since )?(?:a|one|1) week ago$|^since 1w ago$/, (_, t) => lastDays(7, t)],
  [/^(?:the )?past quarter$/, (_, t) => months(3, t)],
  [/^(?:the )?past year$/, (_, t) => months(12, t)],
  [/^since last month$/, (_, t) => span(firstOfMonth(yearOf(t), monthOfYear(t) - 1), t, 'since last month')],
  [/^(?:the )?month before(?: last)?$/, (_, t) => wholeMonth(yearOf(t), monthOfYear(t) - 2)],
  [
    /^(?:so far )?this quarter(?: so far)?$|^(?:the )?quarter so far$|^(?:the )?quarter to date$|^qtd$|^(?:the )?current quarter$|^since the (?:start|beginning) of (?:the|this) quarter$/,
    (_, t) => span(quarterStart(t), toDate(quarterStart(t), t), 'quarter to date'),
  ],
  [/^(?:the )?(?:last|previous|prior) quarter$/, (_, t) => ({ ...quarterOf(addDays(quarterStart(t), -1)), label: 'last quarter' })],
  [
    /^(?:so far )?this year(?: so far)?$|^(?:the )?year so far$|^(?:over|through|throughout|during|across|in|for|of) the (?:whole |entire |full )?year(?: so far)?$|^(?:the )?year to date$|^ytd$|^yearly total(?: so far)?$|^(?:the )?current year$|^since (?:the )?(?:start|beginning|january|new year)(?: of (?:the|this) year)?$/,
    (_, t) => span(`${yearOf(t)}-01-01`, toDate(`${yearOf(t)}-01-01`, t), 'year to date'),
  ],
  [/^(?:the )?(?:last|previous|prior) year$/, (_, t) => year(yearOf(t) - 1)],
  [/^(?:in |during |for )?(20\d{2})$/, (m) => year(Number(m[1]))],
  [/^q([1-4])(?: (?:of )?(\d{4}))?$/, (m, t) => (m[2] === undefined ? latestQuarter(Number(m[1]), t) : quarter(Number(m[2]), Number(m[1])))],
  [
    new RegExp(`^(?:the )?(first|last) (\\d{1,2})([dw]) (?:of|in) (${NAMES})$`),
    (m, t) => edgeOf(m[1] === 'first', Number(m[2]) * (m[3] === 'w' ? 7 : 1), m[4] ?? '', t),
  ],
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
  // The month that is said behind the second day is that of both.
  [
    new RegExp(
      `^(?:between |from )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|until|till|through|and) ?(?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${NAMES})$`,
    ),
    (m, t) => betweenWords(`${m[1]} ${m[3]}`, `${m[2]} ${m[3]}`, t),
  ],
  [new RegExp(`^(?:between|from) (${DAY_PATTERN}) (?:and|to|until|till|through|up to) (${DAY_PATTERN})$`), (m, t) => betweenWords(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(${DAY_PATTERN}) (?:to|until|till|through|-|–) (${DAY_PATTERN})$`), (m, t) => betweenWords(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(?:between |from )?(${NAMES}) (\\d{1,2}) ?(?:-|–|to|and) ?(\\d{1,2})$`), (m, t) => betweenWords(`${m[1]} ${m[2]}`, `${m[1]} ${m[3]}`, t)],
  [new RegExp(`^(?:ever )?(?:since|from|starting|after|as of|beginning) (${DAY_PATTERN})(?: on| onwards?)?$`), (m, t) => since(readDay(m[1] ?? '', t), t)],
  [new RegExp(`^(?:from )?(${NAMES}) (?:to|until|till|through) (${NAMES})$`), (m, t) => monthsApart(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^(?:from )?(${NAMES}) through (${NAMES})$`), (m, t) => monthsThrough(m[1] ?? '', m[2] ?? '', t)],
  [new RegExp(`^since (${NAMES})$`), (m, t) => since(latestMonth(m[1] ?? '', t)?.start, t)],
  [new RegExp(`^(?:in |during |for )?(?:the )?week (?:of|starting|beginning|around) (?:the )?(${DAY_PATTERN})$`), (m, t) => weekOf(readDay(m[1] ?? '', t), t)],
  [new RegExp(`^(?:on |for )?(${DAY_PATTERN})$`), (m, t) => oneDay(readDay(m[1] ?? '', t), t)],
]

/** Reads a whole phrase as a period; undefined when it is not one. Half-open, in UTC days. */
export function parsePeriod(phrase: string, today: Day): FramePeriod | undefined {
  for (const [pattern, read] of PHRASES) {
    const match = pattern.exec(phrase)
    const period = match === null ? undefined : read(match, today)
    if (period !== undefined) return period
  }
  return undefined
}
