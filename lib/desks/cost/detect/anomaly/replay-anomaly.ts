import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import { chargeAnomaly, findChargeCauses } from '../charges/charge-anomalies'
import { detectSeries } from '../model/detect-series'
import { detectParams } from '../params'
import { isNamedStep, namedStepAnomaly } from './named-step'
import { toAnomaly } from './to-anomaly'

/**
 * What detection says about the stored series of a case: the anomaly that overlaps the stored one, or null when the series shows none.
 * Which of several scopes became the case is decided over the whole bill and is not part of this; `anomaly_id` names the incident and is kept.
 */
export function replayAnomaly(series: DailySeries, tenant_daily_cost: Decimal, stored: Anomaly): Anomaly | null {
  const p = detectParams(tenant_daily_cost)
  const stamp = { currency: stored.currency, now: stored.detected_at, data_version: stored.data_version, evidence_id: stored.evidence_ids[0] ?? '' }
  const name = series.series ?? 'run'
  if (name === 'credit' || name === 'refund' || name === 'fee' || name === 'marketplace' || name === 'commitment_unused') {
    const [cause] = findChargeCauses([{ family: name, series }], [], p)
    return cause === undefined ? null : { ...chargeAnomaly(cause, p, stamp), anomaly_id: stored.anomaly_id }
  }
  if (isNamedStep(stored)) {
    const test = stored.tests_passed[0] === 'commitment_ended' ? 'commitment_ended' : 'same_weekday'
    const again = namedStepAnomaly(series, { test, first_day: stored.first_day, last_day: stored.last_day }, p, stamp)
    return again === null ? null : { ...again, anomaly_id: stored.anomaly_id }
  }
  const found = detectSeries(series.points, p, stored.detected_at)
  const incident = found.incidents.findLast((i) => [...i.flagged, ...i.unsettled].some((t) => isWithin(found.days[t]?.day, stored)))
  return incident === undefined ? null : { ...toAnomaly(stored.scope, 'usage', found, incident, p, stamp), anomaly_id: stored.anomaly_id }
}

const isWithin = (day: string | undefined, { first_day, last_day }: Anomaly): boolean => day !== undefined && day >= first_day && day <= last_day
