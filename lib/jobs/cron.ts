import { Fault } from '@/lib/kernel/errors'
import { addDays, startOfDay, toInstant, toMs } from '@/lib/kernel/time'
import type { Day, Instant } from '@/schemas/time'

type Field = { name: string; low: number; high: number }
const FIELDS: readonly Field[] = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12 },
  { name: 'weekday', low: 0, high: 6 },
]
// 29 February comes at most eight years apart.
const MOST_DAYS = 8 * 366
const MINUTE_MS = 60_000

export type Cron = { fields: readonly ReadonlySet<number>[]; has_days: boolean; has_weekdays: boolean }

/** Reads `minute hour day month weekday` with lists, ranges and steps; Sunday is 0. Throws Fault `validation_failed` naming the field. */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== FIELDS.length)
    throw new Fault('validation_failed', 'cron: five fields are needed, such as "15 6 * * *" for a quarter past six every day', { field: 'cron' })
  return {
    fields: FIELDS.map((field, i) => valuesOf(parts[i] ?? '', field)),
    has_days: !parts[2]?.startsWith('*'),
    has_weekdays: !parts[4]?.startsWith('*'),
  }
}

function valuesOf(text: string, { name, low, high }: Field): Set<number> {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const { from, to, step } = rangeOf(part, low, high)
    // A part that is none of these has no numbers, and no comparison holds for those.
    if (!(low <= from && from <= to && to <= high && step > 0))
      throw new Fault('validation_failed', `cron: the ${name} "${part}" is not usable; it is ${low} to ${high}, a list, a range or a step such as */15`, {
        field: 'cron',
      })
    for (let n = from; n <= to; n += step) values.add(n)
  }
  return values
}

/** `*`, `7` or `7-9`, each with a step behind it or not; `7/2` goes on to the end. */
function rangeOf(part: string, low: number, high: number): { from: number; to: number; step: number } {
  const [, all, first, last, step] = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? []
  const from = Number(all === undefined ? first : low)
  const open_end = all !== undefined || step !== undefined ? high : from
  return { from, to: last === undefined ? open_end : Number(last), step: Number(step ?? 1) }
}

/**
 * The first moment after `after` that the expression names on the clocks of `time_zone`. An hour that a change of the clocks leaves out is
 * skipped, and one that comes twice is taken once. As in cron, a day and a weekday that are both named are either-or.
 */
export function nextRun(cron: Cron, after: Instant, time_zone: string): Instant {
  const times = timesOfDay(cron)
  const first = localDay(after, time_zone)
  for (let n = 0; n <= MOST_DAYS; n++) {
    const day = addDays(first, n)
    if (!isNamedDay(cron, day)) continue
    for (const { hour, minute } of times) {
      const at = toUtc(day, hour, minute, time_zone)
      if (at !== null && at > after) return at
    }
  }
  throw new Fault('validation_failed', 'cron: no day is ever named by this', { field: 'cron' })
}

function timesOfDay({ fields: [minutes, hours] }: Cron): { hour: number; minute: number }[] {
  const each_minute = sorted(minutes)
  return sorted(hours).flatMap((hour) => each_minute.map((minute) => ({ hour, minute })))
}

const sorted = (values: ReadonlySet<number> | undefined): number[] => [...(values ?? [])].sort((a, b) => a - b)

function isNamedDay({ fields: [, , days, months, weekdays], has_days, has_weekdays }: Cron, day: Day): boolean {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))]
  if (months?.has(month) !== true) return false
  const on_day = days?.has(date) === true
  const on_weekday = weekdays?.has(new Date(startOfDay(day)).getUTCDay()) === true
  return has_days && has_weekdays ? on_day || on_weekday : on_day && on_weekday
}

/** What the clocks of a time zone show, as if it were UTC. */
function shownMs(at_ms: number, time_zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: time_zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at_ms))
  const of = (type: string): string => parts.find((p) => p.type === type)?.value ?? '00'
  return Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}.000Z`)
}

const localDay = (at: Instant, time_zone: string): Day => toInstant(shownMs(toMs(at), time_zone)).slice(0, 10)

/** The moment at which the clocks show this; null when they never do. Two looks are enough: the offset changes at most once between them. */
function toUtc(day: Day, hour: number, minute: number, time_zone: string): Instant | null {
  const wanted = toMs(startOfDay(day)) + (hour * 60 + minute) * MINUTE_MS
  let guess = wanted
  for (let i = 0; i < 2; i++) guess += wanted - shownMs(guess, time_zone)
  return shownMs(guess, time_zone) === wanted ? toInstant(guess) : null
}
