import { systemActor } from '@/agent/graph/clock'
import { isInForce } from '@/lib/approval/in-force'
import { putCourses } from '@/lib/cases/course-store'
import { isClosed, moveCase } from '@/lib/cases/move'
import { findLatestCase, getCase, insertCase, openCaseIds, saveCase } from '@/lib/cases/store'
import { wakeCase } from '@/lib/cases/wake-case'
import { change } from '@/lib/db/change'
import type { FoundAnomaly } from '@/lib/desks/cost/detect/found-anomaly'
import { formerName, presentName } from '@/lib/desks/cost/detect/quality/former-name'
import { isStillShown } from '@/lib/desks/cost/detect/still-shown'
import { seriesWithin } from '@/lib/desks/cost/detect/sum-series'
import { incidentKey } from '@/lib/desks/cost/detect/to-anomaly'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { headlineOf } from '@/lib/desks/cost/phrases'
import { afterClosing, isLater } from '@/lib/desks/cost/rules/known-incident'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { makeEvidence } from '@/lib/evidence/make'
import { getEvidence, putEvidence } from '@/lib/evidence/store'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { digest } from '@/lib/kernel/canonical'
import { accountNames } from '@/lib/warehouse/account-names'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'
import type { Case, CaseStatus } from '@/schemas/case'
import type { HeldRule } from '@/schemas/detection-run'
import { DailySeries } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import { detectionRun, doubledIn } from './detection-run'
import { type Found, findInBill } from './find'
import { judgeFalls } from './judge-falls'
import { watchSavings } from './undone'

// Before anybody was asked, a restated bill starts the case again or takes it away; afterwards people decide about it.
const STARTS_AGAIN: readonly CaseStatus[] = ['triaged', 'plan_ready', 'policy_denied', 'no_action']
const WITHDRAWABLE: readonly CaseStatus[] = ['detected', ...STARTS_AGAIN, 'expired']

/** Looks at a tenant's bill: opens a case for every new anomaly, re-evaluates open ones on restated data, withdraws those that the bill no longer shows. */
export async function watchTenant(tenant_id: string): Promise<void> {
  const now = await tenantNow(tenant_id)
  const warehouse = await openWarehouse(tenant_id, now)
  const [tenant, last] = await Promise.all([getTenant(tenant_id), latestRun(tenant_id)])
  const { quiet_rules, threshold_rules } = tenant.settings
  const found = await findInBill(warehouse, now, { doubled: last === null ? [] : doubledIn(last.run), quiet_rules, threshold_rules })
  if (found === null) return
  const names = await accountNames(warehouse)
  const waiting = new Map<string, HeldRule>()
  for (const anomaly of found.findings.anomalies) {
    const rule = found.waiting.get(anomaly.incident_key)
    const is_known = rule === undefined || (await latestCaseOf(tenant_id, anomaly, found)) !== undefined
    if (is_known) await follow(tenant_id, anomaly, found, names, now)
    else waiting.set(anomaly.incident_key, rule)
  }
  await withdrawGone(tenant_id, warehouse, found, now)
  const courses = await watchSavings(tenant_id, warehouse, now, found.findings.quality)
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

/** The incident key that a finding would have had before its service got another name: what goes on under a new name is the same incident. */
function formerKey({ anomaly, family }: FoundAnomaly, { findings }: Found): string | null {
  const former = formerName(anomaly.scope, findings.quality)
  return former === null ? null : incidentKey(former, family)
}

async function latestCaseOf(tenant_id: string, f: FoundAnomaly, found: Found): Promise<Case | undefined> {
  const former = formerKey(f, found)
  return (await findLatestCase(tenant_id, 'cost', f.incident_key)) ?? (former === null ? undefined : await findLatestCase(tenant_id, 'cost', former))
}

/** What a finding in a bill that arrived makes of its incident: a case that is opened, begun again, or left to whom it is with. */
export async function follow(tenant_id: string, anomaly: FoundAnomaly, found: Found, names: Record<string, string>, now: Instant): Promise<void> {
  const newest = await latestCaseOf(tenant_id, anomaly, found)
  if (newest === undefined) return open(tenant_id, anomaly, found, names, now)
  // One that was put away comes back when it has grown, before anything else is done with it.
  const latest = await wakeCase(newest, systemActor(tenant_id), now, anomaly.anomaly.delta_daily_cost)
  const known = latest.cost?.anomaly
  // Nobody settled it: a bill took it away, and a bill brings it back.
  if (latest.status === 'withdrawn_by_restatement') {
    return known !== undefined && isLater(anomaly.anomaly, known) ? open(tenant_id, anomaly, found, names, now) : startAgain(latest, anomaly, found, names, now)
  }
  if (isClosed(latest)) {
    const becomes = afterClosing(latest, anomaly.anomaly)
    if (becomes === 'again') await startAgain(latest, anomaly, found, names, now)
    if (becomes === 'another') await open(tenant_id, anomaly, found, names, now)
    return
  }
  if (known?.data_version !== anomaly.anomaly.data_version && STARTS_AGAIN.includes(latest.status) && !isInForce(latest.approval))
    await startAgain(latest, anomaly, found, names, now)
}

async function open(tenant_id: string, f: FoundAnomaly, found: Found, names: Record<string, string>, now: Instant): Promise<void> {
  const evidence = [found.evidenceOf(f.series), found.tenant_cost]
  const headline = headlineOf(f.anomaly, f.family, names)
  const c: Case = {
    case_id: `case_${digest({ tenant_id, incident_key: f.incident_key, first_day: f.anomaly.first_day }).slice(0, 10)}`,
    tenant_id,
    desk: 'cost',
    incident_key: f.incident_key,
    revision: 0,
    phase: 'watch',
    status: 'detected',
    // Until triage has run; the formula replaces it.
    severity: 'low',
    at_stake_per_day: f.anomaly.delta_daily_cost,
    currency: f.anomaly.currency,
    headline,
    owner: null,
    opened_at: now,
    updated_at: now,
    evidence_ids: evidence.map((e) => e.evidence_id),
    ruleset_version: RULESET_VERSION,
    cost: { anomaly: f.anomaly, windows: null, attribution: null, triage: null },
    plan: null,
    policy: null,
    approval: null,
    run: null,
    checks: [],
    ticket: null,
    timeline: [{ phase: 'watch', status: 'detected', at: now, note: headline }],
    trouble: null,
  }
  await change(tenant_id, async (tx) => {
    await putEvidence(tx, tenant_id, evidence)
    await insertCase(tx, c)
    await enqueue(tx, 'case.drive', { tenant_id, case_id: c.case_id })
    return {
      result: undefined,
      events: [
        {
          kind: 'case.opened',
          subject: c.case_id,
          actor: systemActor(tenant_id),
          body: { incident_key: c.incident_key, at_stake_per_day: c.at_stake_per_day, data_version: f.anomaly.data_version, tenant_now: now },
        },
      ],
    }
  })
}

/** The same incident on newer data: evidence, decision and plan are made anew, and the old ones stay in the evidence store and the chain. */
async function startAgain(c: Case, f: FoundAnomaly, found: Found, names: Record<string, string>, now: Instant): Promise<void> {
  const evidence = [found.evidenceOf(f.series), found.tenant_cost]
  const anomaly = { ...f.anomaly, anomaly_id: c.cost?.anomaly.anomaly_id ?? f.anomaly.anomaly_id }
  await change(c.tenant_id, async (tx) => {
    await putEvidence(tx, c.tenant_id, evidence)
    const was_withdrawn = c.status === 'withdrawn_by_restatement'
    const note = was_withdrawn ? 'The bill shows it again' : isClosed(c) ? 'Looked at again: it grew on' : 'Looked at again: the bill has newer days'
    const next = moveCase(c, 'detected', now, note, {
      cost: { anomaly, windows: null, attribution: null, triage: null },
      at_stake_per_day: anomaly.delta_daily_cost,
      headline: headlineOf(anomaly, f.family, names),
      evidence_ids: evidence.map((e) => e.evidence_id),
      plan: null,
      policy: null,
      approval: null,
    })
    await saveCase(tx, next, c.revision)
    await enqueue(tx, 'case.drive', { tenant_id: c.tenant_id, case_id: c.case_id })
    return {
      result: undefined,
      events: [
        {
          kind: isClosed(c) ? 'case.reopened' : 'case.updated',
          subject: c.case_id,
          actor: systemActor(c.tenant_id),
          body: { data_version: anomaly.data_version, at_stake_per_day: anomaly.delta_daily_cost, tenant_now: now },
        },
      ],
    }
  })
}

/** Withdraws open cases whose flagged days are no longer flagged on restated data. An incident that is merely over stays. */
async function withdrawGone(tenant_id: string, warehouse: Warehouse, found: Found, now: Instant): Promise<void> {
  const keys = new Set(found.findings.anomalies.flatMap((a) => [a.incident_key, formerKey(a, found)]))
  for (const case_id of await openCaseIds(tenant_id, 'cost')) {
    const c = await getCase(tenant_id, case_id)
    const anomaly = c.cost?.anomaly
    if (
      anomaly === undefined ||
      keys.has(c.incident_key) ||
      !WITHDRAWABLE.includes(c.status) ||
      isInForce(c.approval) ||
      anomaly.data_version === warehouse.data_version
    )
      continue
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
