import { measuredCourses } from '@/agent/desks/cost/measure/measured-courses'
import { watchSavings } from '@/agent/desks/cost/measure/undone'
import { putCourses } from '@/lib/cases/course-store'
import { change } from '@/lib/db/change'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { makeEvidence } from '@/lib/evidence/make'
import { putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { accountNames } from '@/lib/warehouse/bill/account-names'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'
import type { HeldRule } from '@/schemas/detection-run'
import type { Instant } from '@/schemas/time'
import { detectionRun, doubledIn } from './detection-run'
import { type Found, findInBill } from './find'
import { followAnomaly } from './follow-anomaly'
import { latestCaseOf } from './former-key'
import { judgeFalls } from './judge-falls'
import { restatedBills } from './restated-bills'
import { watchRestatements } from './watch-restatements'
import { withdrawGone } from './withdraw-gone'

/** Looks at a tenant's bill: opens a case for every new anomaly, re-evaluates open ones on restated data, withdraws those that the bill no longer shows. */
export async function watchTenant(tenant_id: string): Promise<void> {
  const now = await tenantNow(tenant_id)
  const warehouse = await openWarehouse(tenant_id, now)
  const [tenant, last] = await Promise.all([getTenant(tenant_id), latestRun(tenant_id)])
  await watchRestatements(tenant_id, warehouse, last?.evidence.source.data_version ?? null, now)
  const { quiet_rules, threshold_rules } = tenant.settings
  const doubled = last === null ? [] : doubledIn(last.run)
  const found = await findInBill(warehouse, now, { doubled, quiet_rules, threshold_rules, restated: await restatedBills(tenant_id, warehouse, now) })
  if (found === null) return
  const account_names = await accountNames(warehouse)
  const waiting = new Map<string, HeldRule>()
  for (const anomaly of found.findings.anomalies) {
    const rule = found.waiting.get(anomaly.incident_key)
    const is_known = rule === undefined || (await latestCaseOf(tenant_id, anomaly, found)) !== undefined
    if (is_known) await followAnomaly(tenant_id, anomaly, { found, account_names, now })
    else waiting.set(anomaly.incident_key, rule)
  }
  await withdrawGone(tenant_id, warehouse, found, now)
  await keepLook(tenant_id, warehouse, found, waiting, now)
}

/** What a look found beside its cases: the ledger of silence with what fell, and where savings that are claimed or still measured stand. */
async function keepLook(tenant_id: string, warehouse: Warehouse, found: Found, waiting: ReadonlyMap<string, HeldRule>, now: Instant): Promise<void> {
  const { quality } = found.findings
  const look = { warehouse, defects: quality, now }
  const courses = [...(await watchSavings(tenant_id, look)), ...(await measuredCourses(tenant_id, look))]
  const { anomalies, falls } = found.findings
  const fell = await judgeFalls(tenant_id, warehouse, falls, now)
  const run = detectionRun(found.findings, waiting, warehouse.currency, found.last_day, fell.falls)
  const source = {
    connector: 'detection',
    query: `detection_run(${found.range.start}..${found.range.end})`,
    data_version: warehouse.data_version,
    retrieved_at: now,
  }
  const ledger = makeEvidence({ source, body: run })
  await change(tenant_id, async (tx) => {
    await putEvidence(tx, tenant_id, [ledger, ...fell.evidence])
    await putCourses(tx, tenant_id, courses)
    return {
      result: undefined,
      events: [
        {
          kind: 'detection.ran',
          subject: tenant_id,
          actor: systemActor(tenant_id),
          body: {
            data_version: warehouse.data_version,
            anomalies: anomalies.length,
            held: run.held.length + run.held_beyond,
            falls: falls.length,
            ledger: ledger.evidence_id,
            ruleset_version: RULESET_VERSION,
            tenant_now: now,
          },
        },
      ],
    }
  })
}
