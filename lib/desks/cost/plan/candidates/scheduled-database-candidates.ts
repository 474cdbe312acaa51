import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import { HOURS_PER_WEEK, hoursOn, isOn } from '@/lib/desks/cost/connectors/cloud/weekly-schedule'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { proposedHours } from '@/lib/desks/cost/plan/working-hours'
import { add } from '@/lib/kernel/money'
import type { RejectedCandidate } from '@/schemas/action'
import type { DatabaseInventory } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import { INSTANCE_USAGE, MAY_STOP } from './database-candidates'
import { marginalRatio } from './marginal-ratio'
import { bodiesOf, pricesOf } from './priced-resources'

type Switched = NonNullable<DatabaseInventory['switched']>[number]
type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }
const TEMPLATE = 'schedule_nonprod'

/**
 * Databases and clusters outside production to which somebody is connected in working hours alone, to run only then. A database that nobody uses at all is stopped
 * instead; a cluster, which nothing here stops for good, gets the schedule as well.
 */
export function scheduledDatabaseCandidates(q: { evidence: readonly Evidence[]; currency: string }): Found {
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), INSTANCE_USAGE)
  const schedule = proposedHours(q.evidence)
  const found: Found = { candidates: [], rejected: [] }
  if (hoursOn(schedule) >= HOURS_PER_WEEK) return found
  for (const { account_id, region_id, switched = [], evidence_id } of bodiesOf(q.evidence, 'cloud.databases'))
    for (const d of switched.filter(isConcerned)) {
      const priced = d.billed_as.flatMap((arn) => prices.get(arn) ?? [])
      if (priced.length === 0) continue
      const night = d.busy_hours?.filter((at) => !isOn(schedule, at)).at(-1)
      if (d.busy_hours === null || night !== undefined) {
        const because = night === undefined ? 'not known: when somebody is connected' : `somebody was connected at ${night}`
        found.rejected.push({ template: TEMPLATE, target: d.id, because, would_allow: 'a week without connections outside working hours' })
        continue
      }
      const [effective, list] = [add('0', ...priced.map((p) => p.effective)), add('0', ...priced.map((p) => p.list))]
      const target = { arn: d.arn, label: d.id, kind: d.kind, id: d.id, effective_cost_per_day: effective, list_cost_per_day: list }
      const marginal_ratio = marginalRatio(effective, list, bodiesOf(q.evidence, 'cost.commitment_use'))
      const params = { account_id, region_id, environment: environmentOf(d.tags), schedule, targets: [target], currency: q.currency, marginal_ratio }
      const facts = { database: d.id, busy_hours: d.busy_hours.length }
      const evidence_ids = [...new Set([evidence_id, ...priced.map((p) => p.evidence_id)])]
      found.candidates.push({ template: TEMPLATE, params, reasons: [{ code: 'connected_in_working_hours', facts, evidence_ids }] })
    }
  return found
}

const isConcerned = (d: Switched): boolean =>
  MAY_STOP.includes(environmentOf(d.tags)) &&
  d.status === 'available' &&
  !d.is_replicated &&
  !d.is_serverless &&
  !d.has_schedule &&
  (d.kind === 'cluster' || d.busy_hours === null || d.busy_hours.length > 0)
