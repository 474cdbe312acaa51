import { daysBetween } from '@/lib/kernel/time'
import type { CategoryVerdict, Corroboration } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { ProviderAnomalies } from '@/schemas/evidence/outside'
import type { TriageEvidence } from './category-rule'

type Cause = ProviderAnomalies['anomalies'][number]['causes'][number]
// Two detectors date the same onset up to this many days apart.
const MOST_DAYS_APART = 2
const EFFECT = 0.02
const KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type'] as const

/**
 * Whether the provider's own detection names the same scope and onset. It can only agree: its monitors watch what somebody set them to watch, so that
 * silence is no contradiction. It says nothing of the cause, so where none is named it makes nothing surer.
 */
export function providerAnomalies({ anomaly, 'cost.provider_anomalies': found }: TriageEvidence, winner: CategoryVerdict | null): Corroboration[] {
  const limits = { check: 'provider_anomalies', agrees_at: MOST_DAYS_APART, contradicts_at: null } as const
  if (found === null) return [{ ...limits, says: 'unknown', effect: 0, value: null, reasons: [], missing: ['cost.provider_anomalies'] }]
  const same = found.body.anomalies
    .filter((a) => a.causes.some((cause) => isSamePlace(cause, anomaly.scope)))
    .map((a) => ({ ...a, apart: daysBetween(anomaly.first_day, a.start) }))
    .sort((a, b) => Math.abs(a.apart) - Math.abs(b.apart) || (a.anomaly_id < b.anomaly_id ? -1 : 1))
  const [nearest] = same
  if (nearest === undefined) return [{ ...limits, says: 'silent', effect: 0, value: null, reasons: [], missing: [] }]
  const says = Math.abs(nearest.apart) <= MOST_DAYS_APART ? 'agrees' : 'silent'
  const facts = { started_on: nearest.start, days_apart: Math.abs(nearest.apart), most_days: MOST_DAYS_APART }
  const reasons = [{ code: `provider_anomalies_${says}`, facts, evidence_ids: [found.evidence_id] }]
  return [{ ...limits, says, effect: says === 'agrees' && winner !== null ? EFFECT : 0, value: Math.abs(nearest.apart), reasons, missing: [] }]
}

/** Everything that both name is the same, and both name the account or the service. The provider names compute apart from the rest of EC2. */
function isSamePlace(cause: Cause, scope: Scope): boolean {
  const both = KEYS.filter((key) => cause[key] !== null && scope[key] !== undefined && scope[key] !== '')
  return both.some((key) => key === 'sub_account_id' || key === 'service_name') && both.every((key) => plain(cause[key] ?? '') === plain(scope[key] ?? ''))
}
const plain = (name: string): string => name.replace(/ - Compute$/, '')
