import { subtract } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import { onOneCalendar } from '../bill/calendar'
import { windowChange } from '../bill/window-change'
import type { DetectParams } from '../params'
import { stepAnomaly } from './step-anomaly'
import { perDay, type Stamp } from './to-anomaly'

/** A rise that a look beside the daily model found, and the days it found it on. Nothing looks at the same weekdays now; cases on record that did are read again. */
export type NamedStep = { test: 'commitment_ended' | 'same_weekday'; first_day: Day; last_day: Day }

const SPIKE_DAYS = 3

export const isNamedStep = ({ tests_passed }: Anomaly): boolean => tests_passed.some((test) => test === 'commitment_ended' || test === 'same_weekday')

/**
 * The rise as an anomaly of its scope: its days against the same weekdays of the four weeks before. Null when the series shows no material rise on those
 * days. The days were found in the whole bill (which lines commitments paid for, which services moved) and are taken as given.
 */
export function namedStepAnomaly(series: DailySeries, { test, first_day, last_day }: NamedStep, p: DetectParams, stamp: Stamp): Anomaly | null {
  const { calendar, scoped } = onOneCalendar([series])
  const values = scoped[0]?.values ?? []
  const [first, last] = [calendar.findIndex((d) => d.day === first_day), calendar.findIndex((d) => d.day === last_day)]
  if (first < 0 || last < first) return null
  const change = windowChange(values, calendar, { onset: first, from: first, to: last + 1 })
  const delta = Number(subtract(perDay(change.actual), perDay(change.expected)))
  if (delta < p.min_impact) return null
  const is_over = last < calendar.findLastIndex((d) => d.is_settled) - 1
  return stepAnomaly(
    {
      scope: series.scope,
      family: 'usage',
      days: calendar.map(({ day }) => day),
      first,
      last_day,
      expected: change.expected,
      actual: change.actual,
      scale: Math.max(change.noise, p.min_impact / p.spike_z),
      shape: is_over && last - first < SPIKE_DAYS ? 'spike' : 'step',
      test,
      delta_pct: change.expected < 0.005 ? null : round6((delta / change.expected) * 100),
      least: 0,
    },
    stamp,
  )
}
