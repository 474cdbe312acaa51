import { formatDay } from '@/lib/kernel/format'
import { addDays } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'

// A fiscal year is named after the calendar year in which it ends: with a start in April, FY26 runs from April 2025 to March 2026.

const MONTHS: readonly string[] = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
/** “April” for 4. */
export const monthName = (month: number): string => (MONTHS[month - 1] ?? '').replace(/^./, (first) => first.toUpperCase())
const pad = (n: number): string => String(n).padStart(2, '0')

/** A fiscal year, or a quarter of one, whole or up to today. `month` is the one in which the year starts, 1..12. */
export type Fiscal = { year: number; quarter: number | null; is_to_date: boolean; month: number }

const firstDay = ({ year, quarter, month }: Fiscal): Day => {
  const months = (year - (month === 1 ? 0 : 1)) * 12 + (month - 1) + ((quarter ?? 1) - 1) * 3
  return `${Math.floor(months / 12)}-${pad((months % 12) + 1)}-01`
}
const afterLast = (f: Fiscal): Day =>
  f.quarter === null
    ? firstDay({ ...f, year: f.year + 1 })
    : f.quarter === 4
      ? firstDay({ ...f, year: f.year + 1, quarter: 1 })
      : firstDay({ ...f, quarter: f.quarter + 1 })

/** The fiscal year and quarter that hold a day. */
export function fiscalOf(day: Day, month: number): { year: number; quarter: number } {
  const [year, of_year] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const since = (of_year - month + 12) % 12
  return { year: month === 1 ? year : of_year >= month ? year + 1 : year, quarter: Math.floor(since / 3) + 1 }
}

/** The days of it. One up to today holds whole days before today, or today where nothing else would be in it; undefined when today is not in it. */
export function fiscalPeriod(f: Fiscal, today: Day): FramePeriod | undefined {
  const [start, end] = [firstDay(f), afterLast(f)]
  const show = (day: Day): string => `${formatDay(day)} ${day.slice(0, 4)}`
  const name = `FY${pad(f.year % 100)}${f.quarter === null ? '' : ` Q${f.quarter}`}`
  if (!f.is_to_date) return { start, end, label: `${name}, ${show(start)} – ${show(addDays(end, -1))}` }
  if (today < start || today >= end) return undefined
  return { start, end: start < today ? today : addDays(today, 1), label: `${name} to date, from ${show(start)}` }
}

/** How a fiscal period is written, whether or not the tenant has set when its years start: "fy26 q2 from april". */
export const fiscalWords = ({ year, quarter, is_to_date, month }: Fiscal): string =>
  `fy${pad(year % 100)}${quarter === null ? '' : ` q${quarter}`}${is_to_date ? ' to date' : ''} from ${MONTHS[month - 1] ?? ''}`

const WRITTEN = new RegExp(`^fy ?(?:20)?(\\d{2})(?: q([1-4]))?( to date)? from (${MONTHS.join('|')})$`)
/** Reads what `fiscalWords` writes. */
export function readFiscal(words: string): Fiscal | undefined {
  const match = WRITTEN.exec(words)
  if (match === null) return undefined
  const month = MONTHS.indexOf(match[4] ?? '') + 1
  return { year: 2000 + Number(match[1]), quarter: match[2] === undefined ? null : Number(match[2]), is_to_date: match[3] !== undefined, month }
}

/** The words of a period whose label is one of a fiscal period; undefined for another. */
export function wordsOfFiscal({ label, start }: FramePeriod): string | undefined {
  const match = /^FY(\d{2})(?: Q([1-4]))?( to date)?, /.exec(label)
  if (match === null) return undefined
  const quarter = match[2] === undefined ? null : Number(match[2])
  const month = ((Number(start.slice(5, 7)) - 1 - ((quarter ?? 1) - 1) * 3 + 12) % 12) + 1
  return fiscalWords({ year: 2000 + Number(match[1]), quarter, is_to_date: match[3] !== undefined, month })
}
