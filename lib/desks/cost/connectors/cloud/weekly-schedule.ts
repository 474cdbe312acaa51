import { addMs, toInstant, toMs } from '@/lib/kernel/time'
import type { WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'

export const HOURS_PER_WEEK = 168
const HOUR_MS = 3_600_000
// Offsets from UTC are multiples of 15 minutes everywhere, so a local full hour is always one of these.
const QUARTER_MS = 900_000
const WEEK_MS = HOURS_PER_WEEK * HOUR_MS
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Hours per week in which the resource runs, 0..168. */
export const hoursOn = (schedule: WeeklySchedule): number => new Set(schedule.days).size * Math.max(0, schedule.off_hour - schedule.on_hour)

/** "Mon-Fri 07:00-19:00 UTC" */
export function describeSchedule(schedule: WeeklySchedule): string {
  return `${dayNames(schedule.days)} ${clock(schedule.on_hour)}-${clock(schedule.off_hour)} ${schedule.time_zone}`
}

/** Whether the schedule wants the resource to run at this moment. Throws RangeError for a time zone that the platform does not know. */
export const isOn = (schedule: WeeklySchedule, at: Instant): boolean => isOnAt(schedule, toMs(at))

/** The last moment at or before `at` at which the schedule switched, and to what. Undefined for a schedule that never switches. */
export function lastSwitch(schedule: WeeklySchedule, at: Instant): { at: Instant; is_on: boolean } | undefined {
  const step = schedule.time_zone === 'UTC' ? HOUR_MS : QUARTER_MS
  const is_on = isOnAt(schedule, toMs(at))
  const latest = Math.floor(toMs(at) / step) * step
  for (let start = latest; start >= latest - WEEK_MS; start -= step) if (isOnAt(schedule, start - step) !== is_on) return { at: toInstant(start), is_on }
  return undefined
}

/** The last switch of what was on, or off, at `since`; `is_change` is false where it was so already. Undefined where it did not switch since then. */
export function lastSwitchOf(schedule: WeeklySchedule, { since, was_on }: { since: Instant; was_on: boolean }, at: Instant) {
  const last = lastSwitch(schedule, at)
  if (last === undefined || last.at <= since) return undefined
  const isAgain = (): boolean => (lastSwitch(schedule, addMs(last.at, -1))?.at ?? since) > since
  return { ...last, is_change: last.is_on !== was_on || isAgain() }
}

function isOnAt(schedule: WeeklySchedule, ms: number): boolean {
  const { day, hour } = localTime(schedule.time_zone, ms)
  return schedule.days.includes(day) && hour >= schedule.on_hour && hour < schedule.off_hour
}

/** 0 = Monday … 6 = Sunday, and the hour 0..23. */
function localTime(time_zone: string, ms: number): { day: number; hour: number } {
  if (time_zone === 'UTC') {
    const at = new Date(ms)
    return { day: (at.getUTCDay() + 6) % 7, hour: at.getUTCHours() }
  }
  const parts = formatOf(time_zone).formatToParts(ms)
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? ''
  return { day: (DAY_NAMES as readonly string[]).indexOf(part('weekday')), hour: Number(part('hour')) }
}

// Making a format costs a hundred times what using it does.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(time_zone: string): Intl.DateTimeFormat {
  const known = formats.get(time_zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: time_zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  formats.set(time_zone, made)
  return made
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

function dayNames(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  const is_run = sorted.length > 2 && last - first === sorted.length - 1
  return is_run ? `${DAY_NAMES[first]}-${DAY_NAMES[last]}` : sorted.map((day) => DAY_NAMES[day]).join(', ')
}

const CRON_DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const

/** The schedule as EventBridge Scheduler writes it, one expression to start and one to stop. A day that ends at 24 stops at 0 of the next one. */
export function toCron(schedule: WeeklySchedule): { on: string; off: string } {
  const days = [...new Set(schedule.days)].sort((a, b) => a - b)
  const shift = schedule.off_hour === 24 ? 1 : 0
  const is_whole_day = schedule.on_hour === 0 && shift === 1
  // Between two whole days in a row nothing switches.
  const starts = is_whole_day ? days.filter((day) => !days.includes((day + 6) % 7)) : days
  const stops = (is_whole_day ? days.filter((day) => !days.includes((day + 1) % 7)) : days).map((day) => (day + shift) % 7)
  const cron = (hour: number, on: number[]): string => `cron(0 ${hour} ? * ${on.map((day) => CRON_DAYS[day]).join(',')} *)`
  return { on: cron(schedule.on_hour, starts), off: cron(schedule.off_hour % 24, stops) }
}
