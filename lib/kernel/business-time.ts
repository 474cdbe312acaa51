import type { Instant } from '@/schemas/time'
import { addMs, toMs } from './time'

/** Hours that count, on the clock of a time zone. Days: 0 = Monday. Holidays are days of that zone. */
export type Calendar = { time_zone: string; days: readonly number[]; from_hour: number; to_hour: number; holidays: readonly string[] }

export const EVERY_HOUR: Calendar = { time_zone: 'UTC', days: [0, 1, 2, 3, 4, 5, 6], from_hour: 0, to_hour: 24, holidays: [] }

// Every time zone is a multiple of a quarter of an hour away from UTC, so within a quarter all time counts or none.
const QUARTER_MS = 900_000
// A calendar on which nothing counts must not keep anybody waiting for ever.
const MOST_QUARTERS = 366 * 96
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether this is a name that the clocks of this machine know, an older or a newer one of a place. An offset is none: it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z_]+\/[\w+/-]+$/.test(name)) return false
  try {
    clockOf(name)
    return true
  } catch {
    return false
  }
}

/** Whether a moment lies in the hours of a calendar. Throws RangeError for an unknown time zone. */
export const isCounted = (at: Instant, calendar: Calendar): boolean => counts(clockOf(calendar.time_zone), toMs(at), calendar)

/** The moment at which `seconds` of business time have passed since `from`. Throws RangeError for an unknown time zone. */
export function addBusinessSeconds(from: Instant, seconds: number, calendar: Calendar): Instant {
  const local = clockOf(calendar.time_zone)
  let [at, left] = [toMs(from), seconds * 1000]
  for (let i = 0; i < MOST_QUARTERS && left > 0; i++) {
    const next = (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS
    const is_counted = counts(local, at, calendar)
    const step = is_counted ? Math.min(left, next - at) : next - at
    if (is_counted) left -= step
    at += step
  }
  return addMs(from, at - toMs(from))
}

/** How much business time, in seconds, lies between two moments; zero when `to` is not the later one. Throws RangeError for an unknown time zone. */
export function businessSecondsBetween(from: Instant, to: Instant, calendar: Calendar): number {
  const local = clockOf(calendar.time_zone)
  const end = Math.min(toMs(to), toMs(from) + MOST_QUARTERS * QUARTER_MS)
  let counted_ms = 0
  for (let at = toMs(from); at < end; ) {
    const next = Math.min(end, (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS)
    if (counts(local, at, calendar)) counted_ms += next - at
    at = next
  }
  return counted_ms / 1000
}

const clockOf = (time_zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: time_zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })

function counts(local: Intl.DateTimeFormat, at_ms: number, { days, from_hour, to_hour, holidays }: Calendar): boolean {
  const part = Object.fromEntries(local.formatToParts(at_ms).map(({ type, value }) => [type, value]))
  const hour = Number(part['hour'])
  const day = `${part['year']}-${part['month']}-${part['day']}`
  return days.includes(DAYS.indexOf(part['weekday'] ?? '')) && from_hour <= hour && hour < to_hour && !holidays.includes(day)
}
