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
import { systemActor } from '@/lib/identity/system-actor'
import { enqueue } from '@/lib/jobs/queue'
import { digest } from '@/lib/kernel/canonical'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Anomaly } from '@/schemas/cost'
import type { Instant } from '@/schemas/time'
import type { Found } from './find'
import { latestCaseOf } from './former-key'

// Before anybody was asked, a restated bill starts the case again or takes it away; while people are asked and while something is carried out it is theirs.
export const STARTS_AGAIN: readonly CaseStatus[] = ['triaged', 'plan_ready', 'policy_denied', 'no_action']
// Nobody agreed, and the cost goes on: the case is measured with each bill, and what was said of its plan stays beside it.
const MEASURED_ON: readonly CaseStatus[] = ['denied', 'expired']

/** One look at a bill: what it found, what accounts are called, and when it was. */
type Look = { found: Found; account_names: Readonly<Record<string, string>>; now: Instant }

/** What a finding in a bill that arrived makes of its incident: a case that is opened, begun again, or left to whom it is with. */
export async function followAnomaly(tenant_id: string, shown: FoundAnomaly, look: Look): Promise<void> {
  const newest = await latestCaseOf(tenant_id, shown, look.found)
  if (newest === undefined) return openCase(tenant_id, shown, look)
  // One that was put away comes back when it has grown, before anything else is done with it.
  const latest = await wakeCase(newest, systemActor(tenant_id), look.now, shown.anomaly.delta_daily_cost)
  const follows = whatFollows(latest, shown.anomaly)
  if (follows === 'another') await openCase(tenant_id, shown, look)
  if (follows === 'again') await startAgain(latest, shown, look)
}

/** What a finding makes of the newest case of its incident: `another` case, the same one `again`, or nothing, because it is `settled` or with people. */
function whatFollows(latest: Case, anomaly: Anomaly): 'another' | 'again' | 'settled' {
  const known = latest.cost?.anomaly
  // Nobody settled it: a bill took it away, and a bill brings it back.
  if (latest.status === 'withdrawn_by_restatement') return known !== undefined && isLater(anomaly, known) ? 'another' : 'again'
  if (isClosed(latest)) return afterClosing(latest, anomaly)
  const is_new_data = known?.data_version !== anomaly.data_version
  return is_new_data && [...STARTS_AGAIN, ...MEASURED_ON].includes(latest.status) && !isInForce(latest.approval) ? 'again' : 'settled'
}

async function openCase(tenant_id: string, { anomaly, incident_key, family, series }: FoundAnomaly, { found, account_names, now }: Look): Promise<void> {
  const evidence = [found.evidenceOf(series), found.tenant_cost]
  const headline = headlineOf(anomaly, family, account_names)
  const begun = {
    case_id: `case_${digest({ tenant_id, incident_key, first_day: anomaly.first_day }).slice(0, 10)}`,
    tenant_id,
    desk: 'cost' as const,
    incident_key,
    // Until triage has run; the formula replaces it.
    severity: 'low' as const,
    at_stake_per_day: anomaly.delta_daily_cost,
    currency: anomaly.currency,
    headline,
    owner: null,
    evidence_ids: evidence.map((e) => e.evidence_id),
    ruleset_version: RULESET_VERSION,
  }
  const c = newCase(begun, anomaly, now, headline)
  await change(tenant_id, async (tx) => {
    await putEvidence(tx, tenant_id, evidence)
    await insertCase(tx, c)
    await enqueue(tx, 'case.drive', { tenant_id, case_id: c.case_id })
    const body = { incident_key, at_stake_per_day: c.at_stake_per_day, data_version: anomaly.data_version, tenant_now: now }
    return { result: undefined, events: [{ kind: 'case.opened', subject: c.case_id, actor: systemActor(tenant_id), body }] }
  })
}

/** The same incident on newer data: evidence, decision and plan are made anew, and the old ones stay in the evidence store and the chain. */
async function startAgain(c: Case, { anomaly: shown, family, series }: FoundAnomaly, { found, account_names, now }: Look): Promise<void> {
  const evidence = [found.evidenceOf(series), found.tenant_cost]
  const anomaly = { ...shown, anomaly_id: c.cost?.anomaly.anomaly_id ?? shown.anomaly_id }
  await change(c.tenant_id, async (tx) => {
    await putEvidence(tx, c.tenant_id, evidence)
    const is_refused = MEASURED_ON.includes(c.status)
    const next = moveCase(c, is_refused ? 'stale_plan' : 'detected', now, whyAgain(c), {
      cost: { anomaly, windows: null, attribution: null, triage: null },
      at_stake_per_day: anomaly.delta_daily_cost,
      headline: headlineOf(anomaly, family, account_names),
      evidence_ids: evidence.map((e) => e.evidence_id),
      ...(is_refused ? {} : { plan: null, policy: null, approval: null }),
    })
    await saveCase(tx, next, c.revision)
    await enqueue(tx, 'case.drive', { tenant_id: c.tenant_id, case_id: c.case_id })
    const kind = isClosed(c) ? 'case.reopened' : 'case.updated'
    const body = { data_version: anomaly.data_version, at_stake_per_day: anomaly.delta_daily_cost, tenant_now: now }
    return { result: undefined, events: [{ kind, subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
}

function whyAgain(c: Case): string {
  if (c.status === 'withdrawn_by_restatement') return 'The bill shows it again'
  return isClosed(c) ? 'Looked at again: it grew on' : 'Looked at again: the bill has newer days'
}
