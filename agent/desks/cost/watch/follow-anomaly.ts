import { systemActor } from '@/agent/graph/clock'
import { isInForce } from '@/lib/approval/in-force'
import { isClosed, moveCase } from '@/lib/cases/move'
import { newCase } from '@/lib/cases/new-case'
import { insertCase, saveCase } from '@/lib/cases/store'
import { wakeCase } from '@/lib/cases/wake-case'
import { change } from '@/lib/db/change'
import type { FoundAnomaly } from '@/lib/desks/cost/detect/anomaly/found-anomaly'
import { headlineOf } from '@/lib/desks/cost/phrases'
import { afterClosing, isLater } from '@/lib/desks/cost/rules/known-incident'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { putEvidence } from '@/lib/evidence/store'
import { enqueue } from '@/lib/jobs/queue'
import { digest } from '@/lib/kernel/canonical'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import type { Found } from './find'
import { latestCaseOf } from './former-key'

// Before anybody was asked, a restated bill starts the case again or takes it away; afterwards people decide about it.
export const STARTS_AGAIN: readonly CaseStatus[] = ['triaged', 'plan_ready', 'policy_denied', 'no_action']

/** What a finding in a bill that arrived makes of its incident: a case that is opened, begun again, or left to whom it is with. */
export async function followAnomaly(tenant_id: string, anomaly: FoundAnomaly, found: Found, names: Record<string, string>, now: Instant): Promise<void> {
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
  const begun = {
    case_id: `case_${digest({ tenant_id, incident_key: f.incident_key, first_day: f.anomaly.first_day }).slice(0, 10)}`,
    tenant_id,
    desk: 'cost' as const,
    incident_key: f.incident_key,
    // Until triage has run; the formula replaces it.
    severity: 'low' as const,
    at_stake_per_day: f.anomaly.delta_daily_cost,
    currency: f.anomaly.currency,
    headline,
    owner: null,
    evidence_ids: evidence.map((e) => e.evidence_id),
    ruleset_version: RULESET_VERSION,
  }
  const c = newCase(begun, f.anomaly, now, headline)
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
