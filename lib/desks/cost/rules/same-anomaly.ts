import { daysBetween } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { ProviderAnomalies } from '@/schemas/evidence/outside'

type Flagged = ProviderAnomalies['anomalies'][number]
type Cause = Flagged['causes'][number]
const KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type'] as const
/** Two detectors date the same onset up to this many days apart. */
export const MOST_DAYS_APART = 2

/** Of the provider's anomalies in the scope of ours the one that began nearest to it, and how many days later; undefined where it flagged none there. */
export function nearestAnomaly(found: readonly Flagged[], anomaly: Pick<Anomaly, 'scope' | 'first_day'>): (Flagged & { apart: number }) | undefined {
  return found
    .filter((a) => a.causes.some((cause) => isSamePlace(cause, anomaly.scope)))
    .map((a) => ({ ...a, apart: daysBetween(anomaly.first_day, a.start) }))
    .sort((a, b) => Math.abs(a.apart) - Math.abs(b.apart) || (a.anomaly_id < b.anomaly_id ? -1 : 1))[0]
}

/** Everything that both name is the same, and both name the account or the service. The provider names compute apart from the rest of EC2. */
function isSamePlace(cause: Cause, scope: Scope): boolean {
  const both = KEYS.filter((key) => cause[key] !== null && scope[key] !== undefined && scope[key] !== '')
  return both.some((key) => key === 'sub_account_id' || key === 'service_name') && both.every((key) => plain(cause[key] ?? '') === plain(scope[key] ?? ''))
}
const plain = (name: string): string => name.replace(/ - Compute$/, '')
