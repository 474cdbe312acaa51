import { incidentLookOf } from '@/lib/cases/incident-look'
import { getEvidence } from '@/lib/evidence/store'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { EvidenceId } from '@/schemas/ids'
import type { Instant } from '@/schemas/time'
import { currentOf } from './locked-case'

// What a case is opened with; the rest is asked for again.
const OPENED_WITH = ['cost.daily_series', 'cost.tenant_cost']

/** Evidence that the incident of a case was found in. Throws Fault `conflict` when the bill no longer shows the incident; `what` is then in vain. */
export async function foundWith(c: Case, now: Instant, what: string): Promise<EvidenceId[]> {
  const gone = await incidentLookOf(c.desk)(c, now)
  if (gone !== null)
    throw new Fault('conflict', `${gone}: there is nothing to ${what}, and what the bill shows next opens a case of its own`, {
      code: 'INCIDENT_GONE',
      current: currentOf(c),
    })
  return (await getEvidence(c.tenant_id, c.evidence_ids)).filter((e) => OPENED_WITH.includes(e.kind)).map((e) => e.evidence_id)
}

/**
 * For a write that opens a case: one incident has at most one open, and detection may have been a moment earlier, unseen while the open ones were looked for.
 */
export const orOpenedMeanwhile =
  (c: Case) =>
  (error: unknown): never => {
    if (!(error instanceof Error && 'constraint' in error && error.constraint === 'cases_open_incident')) throw error
    throw new Fault('conflict', 'another case of the same incident was opened just now: go on there', { code: 'OPEN_BESIDE', current: currentOf(c) })
  }
