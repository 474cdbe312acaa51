import { round6 } from '@/lib/kernel/stats'
import { addDays, startOfDay, toMs } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import type { ChangeEvents } from '@/schemas/evidence/cost'

type Event = ChangeEvents['events'][number]
const HOUR_MS = 3_600_000
const BEFORE_HOURS = 24
// Strength halves about every four hours: e^(-hours/6).
const FADE_HOURS = 6

/** Events of the given types in the account or service of an anomaly on its first day or the day before, nearest first: a cause comes before its effect, with how strongly the nearest points to it (0..1). */
export function nearEvents(anomaly: Anomaly, { events }: ChangeEvents, types: readonly Event['type'][]): { events: Event[]; strength: number } {
  const near = events
    .filter((e) => types.includes(e.type) && isSamePlace(e, anomaly))
    .map((event) => ({ event, hours: hoursFromOnset(event, anomaly) }))
    .filter(({ hours }) => hours >= -BEFORE_HOURS && hours <= 0)
    .sort((a, b) => Math.abs(a.hours) - Math.abs(b.hours) || (a.event.event_id < b.event.event_id ? -1 : 1))
  const nearest = near[0]
  return { events: near.map(({ event }) => event), strength: nearest === undefined ? 0 : round6(Math.exp(-Math.abs(nearest.hours) / FADE_HOURS) / near.length) }
}

/** Hours from the onset to the event. A daily bill knows the onset only by day, so an event within that day is at the onset. */
function hoursFromOnset(event: Event, anomaly: Anomaly): number {
  const [start, end] = [toMs(startOfDay(anomaly.first_day)), toMs(startOfDay(addDays(anomaly.first_day, 1)))]
  const at = toMs(event.at)
  return at < start ? (at - start) / HOUR_MS : at >= end ? (at - end) / HOUR_MS : 0
}

const isSamePlace = (event: Event, { scope }: Anomaly): boolean =>
  (scope.sub_account_id !== undefined && event.sub_account_id === scope.sub_account_id) ||
  (scope.service_name !== undefined && event.service_name === scope.service_name)
