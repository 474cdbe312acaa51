import { addDays, weekday } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'

// Single days as people write them. Months in English; other orders of numbers are asked back, never guessed.

export const MONTH_NAMES =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec'
const FULL = MONTH_NAMES.split('|').slice(0, 12)
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
export const WEEKDAY_WORDS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun'
const NTH = '(\\d{1,2})(?:st|nd|rd|th)?'

/** A pattern without groups that matches one day in words; `readDay` reads what it matched. */
export const DAY_PATTERN = `(?:\\d{4}-\\d{2}-\\d{2}|(?:the )?\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${MONTH_NAMES})(?: \\d{4})?|(?:${MONTH_NAMES}) (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: \\d{4})?|the \\d{1,2}(?:st|nd|rd|th)|yesterday|today|now|the day before yesterday|(?:last |this |on )?(?:${WEEKDAY_WORDS})|\\d{1,3}d ago|\\d{1,2}w ago|\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4})?|\\d{1,2}/\\d{1,2}(?:/\\d{4})?)`

const pad = (n: number | string): string => String(n).padStart(2, '0')
const yearOf = (day: Day): number => Number(day.slice(0, 4))

export const isDay = (text: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) && addDays(text, 0) === text

/** 1..12, or 0 when it is no month. */
export const monthNumber = (name: string): number => FULL.findIndex((m) => m === name || m.slice(0, 3) === name || (name === 'sept' && m === 'september')) + 1

/** The latest day of that number and month that is not in the future; of that year when one is given. */
function dayIn(month: number, date: string, year: string | undefined, today: Day): Day | undefined {
  const of = (y: number): Day => `${y}-${pad(month)}-${pad(date)}`
  if (year !== undefined) return isDay(of(Number(year))) ? of(Number(year)) : undefined
  const here = of(yearOf(today))
  if (isDay(here) && here <= today) return here
  const before = of(yearOf(today) - 1)
  return isDay(before) ? before : undefined
}

/** The latest such weekday before today. */
function latestWeekday(name: string, today: Day): Day {
  const wanted = WEEKDAYS.findIndex((w) => w.startsWith(name.slice(0, 3)))
  const back = (weekday(today) - wanted + 7) % 7
  return addDays(today, back === 0 ? -7 : -back)
}

/** "9 November", "nov 9 2026", "the 9th", "last monday", "3d ago", "2026-11-09", "9.11.": one day, or undefined. */
export function readDay(words: string, today: Day): Day | undefined {
  const text = words.replace(/^(?:on|the) (?=\d{1,2}(?:st|nd|rd|th)? )/, '')
  if (isDay(text)) return text
  if (text === 'today' || text === 'now') return today
  if (text === 'yesterday') return addDays(today, -1)
  if (text === 'the day before yesterday') return addDays(today, -2)
  const ago = /^(\d{1,3})(d|w) ago$/.exec(text)
  if (ago !== null) return addDays(today, -Number(ago[1]) * (ago[2] === 'w' ? 7 : 1))
  const week_day = new RegExp(`^(?:last |this |on )?(${WEEKDAY_WORDS})$`).exec(text)
  if (week_day !== null) return latestWeekday(week_day[1] ?? '', today)
  const date_first = new RegExp(`^(?:the )?${NTH} (?:of )?(${MONTH_NAMES})(?: (\\d{4}))?$`).exec(text)
  if (date_first !== null) return dayIn(monthNumber(date_first[2] ?? ''), date_first[1] ?? '', date_first[3], today)
  const month_first = new RegExp(`^(${MONTH_NAMES}) (?:the )?${NTH}(?: (\\d{4}))?$`).exec(text)
  if (month_first !== null) return dayIn(monthNumber(month_first[1] ?? ''), month_first[2] ?? '', month_first[3], today)
  const of_month = /^the (\d{1,2})(?:st|nd|rd|th)$/.exec(text)
  if (of_month !== null) return dayOfThisMonth(of_month[1] ?? '', today)
  return inNumbers(text, today)
}

function dayOfThisMonth(date: string, today: Day): Day | undefined {
  for (const month of [today, addDays(`${today.slice(0, 8)}01`, -1)]) {
    const day = `${month.slice(0, 8)}${pad(date)}`
    if (isDay(day) && day <= today) return day
  }
  return undefined
}

/** "9.11." is day first, as wherever dots are used. "13/11" can only be one thing; "3/11" can be two and is not read. */
function inNumbers(text: string, today: Day): Day | undefined {
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(text)
  if (dots !== null) return dayIn(Number(dots[2]), dots[1] ?? '', dots[3], today)
  const slash = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(text)
  if (slash === null) return undefined
  const [a, b] = [Number(slash[1]), Number(slash[2])]
  if (a > 12 && b <= 12) return dayIn(b, String(a), slash[3], today)
  if (b > 12 && a <= 12) return dayIn(a, String(b), slash[3], today)
  return a === b && a <= 12 ? dayIn(a, String(b), slash[3], today) : undefined
}

/** Both days that "3/11/2026" can mean, day first and month first; empty when it can mean only one or none. */
export function twoDays(text: string, today: Day): Day[] {
  const slash = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(text)
  const [a, b] = [Number(slash?.[1]), Number(slash?.[2])]
  if (slash === null || a > 12 || b > 12 || a === b) return []
  return [dayIn(b, String(a), slash[3], today), dayIn(a, String(b), slash[3], today)].filter((d) => d !== undefined)
}
