import { Big, subtract, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import { anomalyId, type Family, incidentKey, perDay, type Stamp } from './to-anomaly'

const BAND_DAYS_BEFORE = 42

/** A level that was left for another one. `expected`, `actual` and `scale` are dollars a day; `days` and `first` place it in the days that are drawn. */
export type LevelStep = {
  scope: Scope
  family: Family
  days: readonly Day[]
  first: number
  last_day: Day
  expected: number
  actual: number
  scale: number
  shape: Anomaly['shape']
  test: Anomaly['tests_passed'][number]
  /** Null where nothing was expected. */
  delta_pct: number | null
  /** The least that a day can cost: usage costs nothing or more, a credit costs less than nothing. */
  least: number
  /** Of `expected`, what belongs to the days of the step alone. */
  due?: number
}

/** The step as an anomaly: there is no weekly model, so the level before is what is expected on every day. */
export function stepAnomaly(s: LevelStep, stamp: Stamp): Anomaly {
  const [expected, actual] = [perDay(s.expected), perDay(s.actual)]
  const delta = subtract(actual, expected)
  const first_day = s.days[s.first] ?? '1970-01-01'
  const at = (day: Day, z: number) =>
    toDecimal(new Big(Math.max(s.least, round6(s.expected - (day >= first_day && day <= s.last_day ? 0 : (s.due ?? 0)) + z * s.scale))).round(2))
  return {
    anomaly_id: anomalyId(incidentKey(s.scope, s.family), first_day),
    scope: s.scope,
    currency: stamp.currency,
    shape: s.shape,
    first_day,
    last_day: s.last_day,
    detected_at: stamp.now,
    expected_daily_cost: expected,
    actual_daily_cost: actual,
    delta_daily_cost: delta,
    delta_pct: s.delta_pct,
    z_score: round6(Number(delta) / s.scale),
    cusum: 0,
    scale: round6(s.scale),
    components: { level: round6(s.expected), weekday: 0, month_edge: 0, trend: 0 },
    tests_passed: [s.test],
    is_provisional: false,
    data_version: stamp.data_version,
    band: s.days.slice(Math.max(0, s.first - BAND_DAYS_BEFORE)).map((day) => ({
      day,
      expected: at(day, 0),
      low80: at(day, -1.281552),
      high80: at(day, 1.281552),
      low95: at(day, -1.959964),
      high95: at(day, 1.959964),
    })),
    evidence_ids: [stamp.evidence_id],
  }
}
