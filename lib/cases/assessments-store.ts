import { z } from 'zod'
import { rows } from '@/lib/db/pool'
import type { Assessed } from '@/lib/verification/calibration'

const Assessment = z.enum(['accurate', 'expected', 'false_positive'])

/** The last word of a person about each anomaly, and how sure its triage had been. Words that were pruned from the audit chain are not among them. */
export async function assessments(tenant_id: string): Promise<Assessed[]> {
  const found = await rows<{ assessment: string; confidence: string | null }>(
    `select distinct on (e.subject) audit.body_of(e.body) ->> 'assessment' as assessment, c.body #>> '{cost,triage,confidence}' as confidence
     from audit.event e join cases c on c.tenant_id = $1 and c.case_id = e.subject
     where e.chain = $1 and e.kind = 'case.assessed' order by e.subject, e.seq desc`,
    [tenant_id],
  )
  return found.map((row) => ({ assessment: Assessment.parse(row.assessment), confidence: row.confidence === null ? null : Number(row.confidence) }))
}
