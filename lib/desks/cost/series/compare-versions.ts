import { round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'

/** What a later delivery of the same bill did to a day. */
export type DayChange = {
  day: Day
  before: number
  after: number
  /** `completed`: it was too young to be whole. `duplicated`: exactly twice what it was. `restated`: it was old enough to be whole. */
  kind: 'completed' | 'duplicated' | 'restated'
}

// A usage day is whole 48 to 72 hours after its end.
const WHOLE_AFTER_DAYS = 3
// Smaller differences are rounding: a dollar and half a percent.
const LEAST_DOLLARS = 1
const LEAST_RATIO = 0.005
// A true doubling repeats every line, so the sum is exact but for the rounding of its parts.
const DOUBLE_WITHIN = 0.0005

/** Days that both versions have and that differ by more than rounding. `before_as_of` is the day on which the earlier version was taken. */
export function compareVersions(before: ReadonlyMap<Day, number>, after: ReadonlyMap<Day, number>, before_as_of: Day): DayChange[] {
  const changes: DayChange[] = []
  for (const [day, was] of before) {
    const is = after.get(day)
    if (is === undefined) continue
    const difference = round6(Math.abs(is - was))
    if (difference <= LEAST_DOLLARS && difference <= round6(LEAST_RATIO * Math.abs(was))) continue
    const ratio = was > 0 ? is / was : Number.NaN
    const kind = Math.abs(ratio - 2) <= DOUBLE_WITHIN ? 'duplicated' : daysBetween(day, before_as_of) <= WHOLE_AFTER_DAYS ? 'completed' : 'restated'
    changes.push({ day, before: was, after: is, kind })
  }
  return changes.sort((a, b) => (a.day < b.day ? -1 : 1))
}

/**
 * Why an incident is in the newer version: a duplicated day is a defect of the delivery, days that changed after they were whole are a restatement, and
 * anything else is a change of cost. Only the last is a cost anomaly.
 */
export function incidentOrigin(flagged: readonly Day[], changes: readonly DayChange[]): 'duplicated_day' | 'restatement' | 'cost' {
  const kinds = new Map(changes.map((change) => [change.day, change.kind]))
  if (flagged.some((day) => kinds.get(day) === 'duplicated')) return 'duplicated_day'
  return flagged.length > 0 && flagged.every((day) => kinds.get(day) === 'restated') ? 'restatement' : 'cost'
}

/** A run of flagged days of one direction, as one version shows it. */
export type VersionIncident = { direction: 'rise' | 'fall'; days: readonly Day[] }

/** Whether the newer version still shows an incident of the older one: one of its direction whose days lie over its own. What it no longer shows is withdrawn. */
export function isKept({ direction, days }: VersionIncident, newer: readonly VersionIncident[]): boolean {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  return newer.some((other) => other.direction === direction && (other.days[0] ?? '') <= last && (other.days.at(-1) ?? '') >= first)
}
