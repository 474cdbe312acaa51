import { Big, subtract, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import { calendarOf, valuesOn } from './calendar'
import { type ChargeStep, chargeStep } from './charge-step'
import type { DetectParams } from './params'
import type { CalendarDay } from './scored-day'
import { anomalyId, type Family, incidentKey, perDay, type Stamp } from './to-anomaly'

const BAND_DAYS_BEFORE = 42
const MAD_TO_SD = 1.4826

/** Charges that are not usage, per day in one scope, signed as billed: a credit is negative. */
export type ChargeSeries = { family: Exclude<Family, 'usage'>; series: DailySeries }
export type ChargeCause = { family: Family; series: DailySeries; step: ChargeStep; calendar: CalendarDay[]; days: number[] }

/** Charges that stepped up on the calendar of the whole bill: a credit that ended, a subscription that began, a commitment left idle. */
export function findChargeCauses(charges: readonly ChargeSeries[], bill: readonly DailySeries[], p: DetectParams): ChargeCause[] {
  const series = charges.map((c) => c.series)
  const calendar = calendarOf([...series, ...bill])
  const scoped = valuesOn(calendar, series)
  return charges.flatMap(({ family, series }, i) => {
    const days = scoped[i]?.values ?? []
    const step = chargeStep(days, calendar, p)
    return step === null ? [] : [{ family, series, step, calendar, days }]
  })
}

/** The step as an anomaly. There is no weekly model: the level before is what is expected on every day. */
export function chargeAnomaly({ family, series, step, calendar, days }: ChargeCause, p: DetectParams, stamp: Stamp): Anomaly {
  const day = (t: number) => calendar[t]?.day ?? series.points[0]?.day ?? '1970-01-01'
  const [expected, actual] = [perDay(step.before), perDay(step.after)]
  const delta = subtract(actual, expected)
  const scale = Math.max(MAD_TO_SD * step.noise, p.scale_floor * Math.abs(step.before), p.min_impact / p.spike_z)
  const at = (z: number) => toDecimal(new Big(round6(step.before + z * scale)).round(2))
  return {
    anomaly_id: anomalyId(incidentKey(series.scope, family), day(step.first)),
    scope: series.scope,
    currency: stamp.currency,
    shape: Math.abs(step.before) < 0.005 ? 'new_spend' : 'step',
    first_day: day(step.first),
    last_day: day(step.last),
    detected_at: stamp.now,
    expected_daily_cost: expected,
    actual_daily_cost: actual,
    delta_daily_cost: delta,
    delta_pct: Math.abs(step.before) < 0.005 ? null : round6((Number(delta) / Math.abs(step.before)) * 100),
    z_score: round6(Number(delta) / scale),
    cusum: 0,
    scale: round6(scale),
    components: { level: round6(step.before), weekday: 0, month_edge: 0, trend: 0 },
    tests_passed: [Math.abs(step.before) < 0.005 ? 'new_spend' : 'sustained'],
    is_provisional: false,
    data_version: stamp.data_version,
    band: days.slice(Math.max(0, step.first - BAND_DAYS_BEFORE)).map((_, i) => ({
      day: day(Math.max(0, step.first - BAND_DAYS_BEFORE) + i),
      expected: at(0),
      low80: at(-1.281552),
      high80: at(1.281552),
      low95: at(-1.959964),
      high95: at(1.959964),
    })),
    evidence_ids: [stamp.evidence_id],
  }
}
