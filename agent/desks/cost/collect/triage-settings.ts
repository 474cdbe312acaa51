import { makeEvidence } from '@/lib/evidence/make'
import { knownEvidence } from '@/lib/evidence/store'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Tenant } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'

/** What the tenant set for how cases are judged, kept as it is now so that a replay judges by the same; nothing where it never set anything. */
export async function triageSettings(c: Case, { settings }: Tenant, now: Instant): Promise<Evidence[]> {
  const { severity_cuts_per_day, allowed_regions } = settings
  // A plan that is made again keeps its evidence: what was taken back since has to be said, or the case would still be judged by it.
  const isTakenBack = async () => c.status === 'stale_plan' && (await knownEvidence(c.tenant_id, c.evidence_ids)).some((e) => e.kind === 'cost.triage_settings')
  if (severity_cuts_per_day === null && allowed_regions === null && !(await isTakenBack())) return []
  const source = { connector: 'countersign', query: 'triage_settings()', data_version: null, retrieved_at: now }
  return [makeEvidence({ source, body: { kind: 'cost.triage_settings', severity_cuts_per_day, allowed_regions } })]
}
