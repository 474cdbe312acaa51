import type { CategoryVerdict, Corroboration } from '@/schemas/cost'
import type { TriageEvidence } from './category-rule'
import { MOST_DAYS_APART, nearestAnomaly } from './same-anomaly'

const EFFECT = 0.02

/**
 * Whether the provider's own detection names the same scope and onset. It can only agree: its monitors watch what somebody set them to watch, so that
 * silence is no contradiction. It says nothing of the cause, so where none is named it makes nothing surer.
 */
export function providerAnomalies({ anomaly, 'cost.provider_anomalies': found }: TriageEvidence, winner: CategoryVerdict | null): Corroboration[] {
  const limits = { check: 'provider_anomalies', agrees_at: MOST_DAYS_APART, contradicts_at: null } as const
  if (found === null) return [{ ...limits, says: 'unknown', effect: 0, value: null, reasons: [], missing: ['cost.provider_anomalies'] }]
  const nearest = nearestAnomaly(found.body.anomalies, anomaly)
  if (nearest === undefined) return [{ ...limits, says: 'silent', effect: 0, value: null, reasons: [], missing: [] }]
  const says = Math.abs(nearest.apart) <= MOST_DAYS_APART ? 'agrees' : 'silent'
  const facts = { started_on: nearest.start, days_apart: Math.abs(nearest.apart), most_days: MOST_DAYS_APART }
  const reasons = [{ code: `provider_anomalies_${says}`, facts, evidence_ids: [found.evidence_id] }]
  return [{ ...limits, says, effect: says === 'agrees' && winner !== null ? EFFECT : 0, value: Math.abs(nearest.apart), reasons, missing: [] }]
}
