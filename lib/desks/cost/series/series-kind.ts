import { quantile } from '@/lib/kernel/stats'

/** Which detector a series gets, and the sentence that says why. */
export type SeriesKind = { detector: 'daily' | 'points'; why: string }

const DAY_MS = 86_400_000
const UNITS: readonly (readonly [number, string])[] = [
  [DAY_MS, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
]

/** Daily series know weekdays and month edges; anything else is a stream of points. `at_ms` are the times of the rows, in the order of the file. */
export function seriesKind(at_ms: readonly number[]): SeriesKind {
  const steps = at_ms.slice(1).map((ms, i) => ms - (at_ms[i] ?? ms))
  if (at_ms.every((ms) => ms % DAY_MS === 0) && steps.every((step) => step > 0) && (steps.length === 0 || quantile(steps, 0.5) === DAY_MS))
    return { detector: 'daily', why: 'one value per calendar day: judged with weekday, month-edge and trend expectations, as dollars per day' }
  const typical = steps.length === 0 ? 0 : quantile(steps, 0.5)
  return {
    detector: 'points',
    why: `${typical > 0 ? `a point every ${spanText(typical)}` : 'several points at one time'}, not one per calendar day: judged by how rare a value, a value for its time of day and a shift of the level are among the points before`,
  }
}

function spanText(ms: number): string {
  const [size, name] = UNITS.find(([unit]) => ms >= unit) ?? [1, 'millisecond']
  const count = Math.round((ms / size) * 10) / 10
  return count === 1 ? name : `${count} ${name}s`
}
