import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import { detectSeries } from '../model/detect-series'
import { detectParams } from '../params'
import { isNamedStep, namedStepAnomaly } from './named-step'

/** Whether newer data of its scope still show an anomaly of usage on its own days. One that is merely over is still shown. */
export function isStillShown(series: DailySeries, anomaly: Anomaly, tenant_daily_cost: Decimal, now: Instant): boolean {
  const p = detectParams(tenant_daily_cost)
  const { first_day, last_day, currency, data_version, evidence_ids } = anomaly
  if (isNamedStep(anomaly))
    return (
      namedStepAnomaly(series, { test: 'same_weekday', first_day, last_day }, p, { currency, now, data_version, evidence_id: evidence_ids[0] ?? '' }) !== null
    )
  return detectSeries(series.points, p, now).days.some((d) => d.day >= first_day && d.day <= last_day && d.flag !== null)
}
