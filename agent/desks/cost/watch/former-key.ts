import { findLatestCase } from '@/lib/cases/store'
import type { FoundAnomaly } from '@/lib/desks/cost/detect/anomaly/found-anomaly'
import { incidentKey } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { formerName } from '@/lib/desks/cost/detect/quality/former-name'
import type { Case } from '@/schemas/case'
import type { Found } from './find'

/** The incident key that a finding would have had before its service got another name: what goes on under a new name is the same incident. */
export function formerKey({ anomaly, family }: FoundAnomaly, { findings }: Found): string | null {
  const former = formerName(anomaly.scope, findings.quality)
  return former === null ? null : incidentKey(former, family)
}

/** The newest case of the incident that a finding is about, under its present or its former name. */
export async function latestCaseOf(tenant_id: string, f: FoundAnomaly, found: Found): Promise<Case | undefined> {
  const former = formerKey(f, found)
  return (await findLatestCase(tenant_id, 'cost', f.incident_key)) ?? (former === null ? undefined : await findLatestCase(tenant_id, 'cost', former))
}
