import { Big, subtract, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import { onOneCalendar } from './calendar'
import type { DetectParams } from './params'
import { anomalyId, incidentKey, perDay, type Stamp } from './to-anomaly'
import { windowChange } from './window-change'

/** A rise that a look beside the daily model found, and the days it found it on. Nothing looks at the same weekdays now; cases on record that did are read again. */
export type NamedStep = { test: 'commitment_ended' | 'same_weekday'; first_day: Day; last_day: Day }

const BAND_DAYS_BEFORE = 42
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
  const [expected, actual] = [perDay(change.expected), perDay(change.actual)]
  const delta = subtract(actual, expected)
  if (Number(delta) < p.min_impact) return null
  const scale = Math.max(change.noise, p.min_impact / p.spike_z)
  const is_over = last < calendar.findLastIndex((d) => d.is_settled) - 1
  const at = (z: number) => toDecimal(new Big(Math.max(0, round6(change.expected + z * scale))).round(2))
  return {
    anomaly_id: anomalyId(incidentKey(series.scope, 'usage'), first_day),
    scope: series.scope,
    currency: stamp.currency,
    shape: is_over && last - first < SPIKE_DAYS ? 'spike' : 'step',
    first_day,
    last_day,
    detected_at: stamp.now,
    expected_daily_cost: expected,
    actual_daily_cost: actual,
    delta_daily_cost: delta,
    delta_pct: change.expected < 0.005 ? null : round6((Number(delta) / change.expected) * 100),
    z_score: round6(Number(delta) / scale),
    cusum: 0,
    scale: round6(scale),
    components: { level: round6(change.expected), weekday: 0, month_edge: 0, trend: 0 },
    tests_passed: [test],
    is_provisional: false,
    data_version: stamp.data_version,
    band: calendar.slice(Math.max(0, first - BAND_DAYS_BEFORE)).map(({ day }) => ({
      day,
      expected: at(0),
      low80: at(-1.281552),
      high80: at(1.281552),
      low95: at(-1.959964),
      high95: at(1.959964),
    })),
    evidence_ids: [stamp.evidence_id],
  }
}
