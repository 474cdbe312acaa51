import { isInForce } from '@/lib/approval/in-force'
import { moveCase } from '@/lib/cases/move'
import { getCase, openCaseIds, saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { isStillShown } from '@/lib/desks/cost/detect/anomaly/still-shown'
import { seriesWithin } from '@/lib/desks/cost/detect/bill/sum-series'
import { presentName } from '@/lib/desks/cost/detect/quality/former-name'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { enqueue } from '@/lib/jobs/queue'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case, CaseStatus } from '@/schemas/case'
import { DailySeries } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import type { Found } from './find'
import { STARTS_AGAIN } from './follow-anomaly'
import { formerKey } from './former-key'

const WITHDRAWABLE: readonly CaseStatus[] = ['detected', ...STARTS_AGAIN, 'expired']

/** Withdraws open cases whose flagged days are no longer flagged on restated data. An incident that is merely over stays. */
export async function withdrawGone(tenant_id: string, warehouse: Warehouse, found: Found, now: Instant): Promise<void> {
  const keys = new Set(found.findings.anomalies.flatMap((a) => [a.incident_key, formerKey(a, found)]))
  for (const case_id of await openCaseIds(tenant_id, 'cost')) {
    const c = await getCase(tenant_id, case_id)
    const anomaly = c.cost?.anomaly
    if (anomaly === undefined || keys.has(c.incident_key) || anomaly.data_version === warehouse.data_version) continue
    if (!WITHDRAWABLE.includes(c.status) || isInForce(c.approval)) continue
    // Charges have no daily model of their own: their cases are settled by people.
    if (await isCharge(c)) continue
    const series = seriesWithin(presentName(anomaly.scope, found.findings.quality), found.findings.leaves, anomaly.currency)
    if (isStillShown(series, anomaly, found.findings.tenant_daily_cost, now)) continue
    await change(tenant_id, async (tx) => {
      await saveCase(tx, moveCase(c, 'withdrawn_by_restatement', now, 'The restated bill no longer shows it'), c.revision)
      await enqueue(tx, 'case.drive', { tenant_id, case_id })
      return {
        result: undefined,
        events: [
          {
            kind: 'case.withdrawn',
            subject: case_id,
            actor: systemActor(tenant_id),
            body: { was: anomaly.data_version, is: warehouse.data_version, tenant_now: now },
          },
        ],
      }
    })
  }
}

/** Whether a case follows a charge (credit, fee, marketplace) rather than usage. */
async function isCharge(c: Case): Promise<boolean> {
  const [series] = await getEvidence(c.tenant_id, (c.cost?.anomaly.evidence_ids ?? []).slice(0, 1))
  return series !== undefined && DailySeries.parse(series.body).series !== undefined
}
