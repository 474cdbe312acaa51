import { shownThere } from '@/lib/kernel/format'
import { oncePer } from '@/lib/kernel/once-per'
import { toInstant, toMs } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import type { SignalKind, SignalReading } from './compare-signal'

export const POINT_MS = 300_000
const HOUR_MS = 3_600_000
const HOUR_CHARS = '2026-11-19T11:'.length
const WEEK_MS = 7 * 24 * HOUR_MS
// The same hour of the same weekday, in the two weeks before the run.
const BASELINE_WEEKS = 2
const DAY_MS = 24 * HOUR_MS
// CloudWatch keeps points of five minutes for 63 days, and the two weeks before the run are needed, too. Bills that come once a month may keep the checks of a run as far apart.
const LONGEST_LOOK_MS = 45 * DAY_MS

/** A stretch of time on whole five minutes; its end is not part of it. */
export type Stretch = { start: Instant; end: Instant }

/**
 * Points of five minutes of one signal; `at` is the instant at which a point begins. A point that is not there was not reported. `is_business`: it goes with people's days, so its hours are those of their clocks.
 */
export type SignalSeries = { signal: string; kind: SignalKind; unit: string; points: readonly { at: Instant; value: number }[]; is_business?: boolean }

/** An hour in which points since the run lie, and the points of the same hour in each of the weeks before it, by UTC and by the clocks of the tenant: they differ for two weeks after clocks change. */
type LookedHour = { after: readonly Instant[]; weeks: Weeks; local_weeks: Weeks }
type Weeks = readonly (readonly Instant[])[]

/** What a look at health compares, and the stretches of time that hold all of it, the time since the run last. `unseen`: of that time nothing was known, and it is too long ago to be looked at. */
export type HealthWindow = { hours: readonly LookedHour[]; stretches: readonly Stretch[]; unseen: Stretch | null }

/**
 * The whole points since the run that no look knew yet, each beside the same hour of the same weekday before the run: harm that began after the look before and is over by now is harm, too. `known_to` is when
 * health was last known. A signal is bad at some hours of a day and not at others, so at least the last day is looked at again. `time_zone` is that of the tenant.
 */
export function healthWindow(executed_at: Instant, now: Instant, known_to: Instant = now, time_zone = 'UTC'): HealthWindow {
  const [ran, end] = [toMs(executed_at), Math.floor(toMs(now) / POINT_MS) * POINT_MS]
  const news = Math.min(end - DAY_MS, Math.floor(toMs(known_to) / POINT_MS) * POINT_MS)
  const unknown_from = Math.max(Math.ceil(ran / POINT_MS) * POINT_MS, news)
  const start = Math.max(unknown_from, end - LONGEST_LOOK_MS)
  if (end <= start) return { hours: [], stretches: [], unseen: null }
  const hours: LookedHour[] = []
  // Hours that are a week apart have the same ones before them.
  const pointsOf = oncePer(new Map(), (hour: number) => pointsIn(hour, hour + HOUR_MS))
  const aheadMs = oncePer(new Map(), (hour: number) => aheadOf(time_zone, hour))
  const spans: [number, number][] = []
  for (let hour = floorHour(start); hour < end; hour += HOUR_MS) {
    const [before, local] = [weeksBefore(hour, ran, () => 0), weeksBefore(hour, ran, aheadMs)]
    spans.push(...[...before, ...local].map((at): [number, number] => [at, at + HOUR_MS]))
    hours.push({ after: pointsIn(Math.max(hour, start), Math.min(hour + HOUR_MS, end)), weeks: before.map(pointsOf), local_weeks: local.map(pointsOf) })
  }
  const unseen = unknown_from < start ? stretch(unknown_from, start) : null
  return { hours, stretches: [...joined(spans), stretch(start, end)], unseen }
}

/**
 * One signal as it is compared. A week in which it reported nothing at that hour is no baseline: it was not there yet, or was off as planned. An hour in which it is silent as it was in all weeks before
 * has nothing to compare, unless there is no other.
 */
export function readingOf({ signal, kind, unit, points, is_business = false }: SignalSeries, { hours, stretches }: HealthWindow): SignalReading {
  const places = placesOf(stretches)
  const values: (number | null)[] = new Array(places.size).fill(null)
  for (const { at, value } of points) {
    const place = places.get(at)
    if (place !== undefined) values[place] = value
  }
  // The instants of an hour follow one another in their stretch, so only the first is looked up.
  const read = (instants: readonly Instant[]) => {
    const from = places.get(instants[0] ?? '') ?? values.length
    return values.slice(from, from + instants.length)
  }
  const isSilent = (xs: readonly (number | null)[]) => xs.every((x) => x === null)
  const all = hours.map(({ after, weeks, local_weeks }) => ({
    before: (is_business ? local_weeks : weeks).map(read).flatMap((week) => (isSilent(week) ? [] : week)),
    after: read(after),
  }))
  const spoken = all.filter(({ before, after }) => before.length > 0 || !isSilent(after))
  return { signal, kind, unit, hours: spoken.length > 0 ? spoken : all }
}

/** All instants at which a point of these stretches begins. */
export const instantsOf = oncePer(new WeakMap<readonly Stretch[], { value: readonly Instant[] }>(), (stretches: readonly Stretch[]) =>
  stretches.flatMap(({ start, end }) => pointsIn(toMs(start), toMs(end))),
)

/** Where each of these instants stands among them: the same for every signal of a look. */
const placesOf = oncePer(
  new WeakMap<readonly Stretch[], { value: ReadonlyMap<Instant, number> }>(),
  (stretches: readonly Stretch[]) => new Map(instantsOf(stretches).map((at, place) => [at, place])),
)

const stretch = (start: number, end: number): Stretch => ({ start: toInstant(start), end: toInstant(end) })

const floorHour = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS

/** The latest weeks' same hour, by clocks that are so far ahead of UTC, that was over when the run ended. */
function weeksBefore(hour: number, ran: number, aheadMs: (ms: number) => number): number[] {
  const found: number[] = []
  for (let at = hour - WEEK_MS; found.length < BASELINE_WEEKS; at -= WEEK_MS) {
    const same = at + aheadMs(hour) - aheadMs(at)
    if (same + HOUR_MS <= ran) found.push(same)
  }
  return found
}

function aheadOf(zone: string, ms: number): number {
  if (zone === 'UTC') return 0
  const { day, clock } = shownThere(toInstant(ms), zone)
  return toMs(`${day}T${clock}.000Z`) - ms
}

// A look long after its run is at ten thousand points, and an instant is made of a date slowly: once an hour.
const MINUTES = Array.from({ length: HOUR_MS / POINT_MS }, (_, n) => toInstant(n * POINT_MS).slice(HOUR_CHARS))

function pointsIn(start: number, end: number): Instant[] {
  const points: Instant[] = []
  for (let hour = floorHour(start); hour < end; hour += HOUR_MS) {
    const begins = toInstant(hour).slice(0, HOUR_CHARS)
    const of_hour = MINUTES.slice(Math.max(0, start - hour) / POINT_MS, (end - hour) / POINT_MS)
    for (const minute of of_hour) points.push(begins + minute)
  }
  return points
}

/** Spans that touch, as one. */
function joined(spans: readonly [number, number][]): Stretch[] {
  const found: [number, number][] = []
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else found.push([start, end])
  }
  return found.map(([start, end]) => stretch(start, end))
}
