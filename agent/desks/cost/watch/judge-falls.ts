import { changeEvidence } from '@/agent/desks/cost/collect/collect'
import { type Connections, connectionsOf } from '@/agent/desks/cost/connect/connections'
import { carriedOutCases } from '@/lib/cases/ledger-store'
import { attribute } from '@/lib/desks/cost/attribute/attribute'
import { windowsFor } from '@/lib/desks/cost/attribute/windows-for'
import type { FoundAnomaly } from '@/lib/desks/cost/detect/anomaly/found-anomaly'
import { judgeFall, type OwnSaving, unjudgedFall } from '@/lib/desks/cost/rules/judge-fall'
import { ownFalls } from '@/lib/desks/cost/rules/own-falls'
import { makeEvidence } from '@/lib/evidence/make'
import { perDay } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Anomaly } from '@/schemas/cost'
import type { Fall } from '@/schemas/detection-run'
import { ChangeEvents } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

// The largest are looked at with each bill; of the others it is said that they were not.
const MOST_JUDGED = 5
const MOST_TOLD = 50
// Plans that were carried out lately; what is older cannot have made cost fall now.
const RUNS = 50

type Judged = { fall: Fall; evidence: Evidence[] }

/** What made cost fall, with the evidence that says so. A fall opens no case. */
export async function judgeFalls(
  tenant_id: string,
  warehouse: Warehouse,
  found: readonly FoundAnomaly[],
  now: Instant,
): Promise<{ falls: Fall[]; evidence: Evidence[] }> {
  const own = ownFalls(found).slice(0, MOST_TOLD)
  if (own.length === 0) return { falls: [], evidence: [] }
  const [savings, connections] = await Promise.all([ownSavings(tenant_id), connectionsOf(tenant_id)])
  const judged = await Promise.all(own.slice(0, MOST_JUDGED).map(({ anomaly }) => judgeOne(anomaly, warehouse, { savings, connections, now })))
  const rest = own.slice(MOST_JUDGED).map(({ anomaly }) => unjudgedFall(anomaly))
  return { falls: [...judged.map(({ fall }) => fall), ...rest], evidence: judged.flatMap(({ evidence }) => evidence) }
}

type Asked = { savings: readonly OwnSaving[]; connections: Connections; now: Instant }

async function judgeOne(anomaly: Anomaly, warehouse: Warehouse, { savings, connections, now }: Asked): Promise<Judged> {
  const windows = windowsFor(anomaly)
  const [leaf_changes, charge_events, commitment_use, [changes]] = await Promise.all([
    warehouse.leafChanges(anomaly.scope, windows),
    warehouse.chargeEvents(anomaly.scope, windows),
    warehouse.commitmentUse(anomaly.scope, windows),
    changeEvidence(connections, anomaly.scope, anomaly.first_day, now),
  ])
  const query = `leaf_changes(${JSON.stringify(anomaly.scope)}, ${windows.before.start}..${windows.after.end})`
  const leaves = makeEvidence({ source: { connector: 'bill', query, data_version: warehouse.data_version, retrieved_at: now }, body: leaf_changes })
  const fall = judgeFall({
    anomaly,
    attribution: attribute({ leaf_changes, charge_events, commitment_use, evidence_ids: [leaves.evidence_id] }),
    'cost.leaf_changes': { evidence_id: leaves.evidence_id, completeness: 1, body: leaf_changes },
    'cost.change_events':
      changes === undefined ? null : { evidence_id: changes.evidence_id, completeness: changes.completeness, body: ChangeEvents.parse(changes.body) },
    savings,
  })
  return { fall, evidence: changes === undefined ? [leaves] : [leaves, changes] }
}

/** What our own plans were expected to save a day, of those that stand. */
async function ownSavings(tenant_id: string): Promise<OwnSaving[]> {
  const cases = await carriedOutCases(tenant_id, RUNS)
  return cases.flatMap(({ case_id, cost, plan, run }) =>
    cost === null || plan === null || run?.finished_at == null || run.state !== 'succeeded'
      ? []
      : [{ case_id, scope: cost.anomaly.scope, finished_on: dayOf(run.finished_at), expected_per_day: perDay(plan.expected_savings.expected) }],
  )
}
