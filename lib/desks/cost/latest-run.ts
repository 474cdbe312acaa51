import { z } from 'zod'
import { listAudit } from '@/lib/audit/store'
import { getEvidence } from '@/lib/evidence/store'
import { DetectionRun } from '@/schemas/detection-run'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

const Ran = z.object({ ledger: z.string().optional(), tenant_now: z.string() })

export type LatestRun = { run: DetectionRun; at: Instant; evidence_id: string; evidence: Evidence }

/** What the newest look at the bill kept quiet and found wrong, and when it was. Null before the first look that kept a ledger. */
export async function latestRun(tenant_id: string): Promise<LatestRun | null> {
  // A look is about the whole tenant. Few events are, and the chain is indexed by what it is about.
  const [event] = (await listAudit(tenant_id, { subject: tenant_id, noun: 'detection', limit: 1 })).filter(({ kind }) => kind === 'detection.ran')
  if (event === undefined) return null
  const { ledger, tenant_now } = Ran.parse(JSON.parse(event.body))
  if (ledger === undefined) return null
  const [evidence] = await getEvidence(tenant_id, [ledger])
  return evidence === undefined ? null : { run: DetectionRun.parse(evidence.body), at: tenant_now, evidence_id: ledger, evidence }
}
