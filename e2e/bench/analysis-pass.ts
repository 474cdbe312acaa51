import { resourceChanges } from '@/agent/desks/cost/collect/resource-changes'
import { type Found, findInBill } from '@/agent/desks/cost/watch/find'
import { windowsFor } from '@/lib/desks/cost/attribute/windows-for'
import { decideCase } from '@/lib/desks/cost/rules/decide-case'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { makeEvidence } from '@/lib/evidence/make'
import { invariant } from '@/lib/kernel/errors'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Anomaly } from '@/schemas/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

export type Pass = { anomalies: number; slices: number; categories: string[]; detect_ms: number; decide_ms: number }

/** Detection at all grains over what the warehouse holds, then evidence, attribution and triage for each anomaly. */
export async function analyse(warehouse: Warehouse, now: Instant): Promise<Pass> {
  const started = performance.now()
  const found = await findInBill(warehouse, now)
  invariant(found, 'the bill of the measurement covers no day')
  const detected = performance.now()
  const cases: Case[] = []
  for (const { anomaly } of found.findings.anomalies) cases.push(decideCase(caseOf(anomaly), await bodiesOf(warehouse, anomaly, found, now)))
  return {
    anomalies: cases.length,
    slices: cases.reduce((sum, c) => sum + (c.cost?.attribution?.slices.length ?? 0), 0),
    categories: cases.map((c) => c.cost?.triage?.category ?? 'none'),
    detect_ms: detected - started,
    decide_ms: performance.now() - detected,
  }
}

async function bodiesOf(warehouse: Warehouse, anomaly: Anomaly, { tenant_cost }: Found, retrieved_at: Instant): Promise<Evidence[]> {
  const windows = windowsFor(anomaly)
  const [resources, ...bodies] = await Promise.all([
    warehouse.resourceCosts(anomaly.scope, windows.after),
    warehouse.leafChanges(anomaly.scope, windows),
    warehouse.chargeEvents(anomaly.scope, windows),
    warehouse.commitmentUse(anomaly.scope, windows),
  ])
  const became = await resourceChanges(warehouse, anomaly, windows, resources)
  const source = { connector: 'bill', query: JSON.stringify(anomaly.scope), data_version: warehouse.data_version, retrieved_at }
  return [tenant_cost, ...[...bodies, resources, ...(became === null ? [] : [became])].map((body) => makeEvidence({ source, body }))]
}

function caseOf(anomaly: Anomaly): Case {
  const at = `${anomaly.last_day}T00:00:00.000Z`
  return {
    case_id: `case_${anomaly.anomaly_id}`,
    tenant_id: 'tn_bench',
    desk: 'cost',
    incident_key: anomaly.anomaly_id,
    revision: 0,
    phase: 'analyse',
    status: 'detected',
    severity: 'low',
    at_stake_per_day: anomaly.delta_daily_cost,
    currency: anomaly.currency,
    headline: '',
    owner: null,
    opened_at: at,
    updated_at: at,
    evidence_ids: [],
    ruleset_version: RULESET_VERSION,
    cost: { anomaly, windows: null, attribution: null, triage: null },
    plan: null,
    policy: null,
    approval: null,
    run: null,
    checks: [],
    ticket: null,
    timeline: [],
    trouble: null,
  }
}
