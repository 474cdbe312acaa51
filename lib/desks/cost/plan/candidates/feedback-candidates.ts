import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { anomalyArn } from '@/lib/desks/cost/connectors/cloud/ports/anomaly-port'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { MOST_DAYS_APART, nearestAnomaly } from '@/lib/desks/cost/rules/same-anomaly'
import { dayOf, daysBetween } from '@/lib/kernel/time'
import type { RejectedCandidate } from '@/schemas/action'
import type { Anomaly, CostCategory } from '@/schemas/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { AnomalyAnswer } from '@/schemas/evidence/outside'
import { PlanSettings } from '@/schemas/evidence/plan-settings'
import type { Day, Instant } from '@/schemas/time'
import { bodiesOf } from './priced-resources'

type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }

/** What the provider's detection is told for each cause. A cause that nobody knows says nothing about whether it was right. */
const ANSWERS: Record<CostCategory, AnomalyAnswer | null> = {
  new_resource: 'YES',
  resource_waste: 'YES',
  pricing_change: 'YES',
  commitment_coverage_drift: 'YES',
  credits_refunds_fees: 'YES',
  marketplace: 'YES',
  data_transfer: 'YES',
  k8s_cost_shift: 'YES',
  deploy_related: 'YES',
  config_drift: 'YES',
  expected_growth: 'PLANNED_ACTIVITY',
  unknown: null,
}
const TEMPLATE = 'submit_ad_feedback'

type Question = { evidence: readonly Evidence[]; anomaly: Anomaly; category: CostCategory; beside: Candidate | undefined; now: Instant }

/**
 * Tells the provider's detection what triage found about the anomaly that both of them flagged. It goes along with an action that changes something: a case
 * for which nothing is safe stays a ticket, where the exact command is. It never makes policy ask for more than that action does.
 */
export function feedbackCandidates(q: Question): Found {
  const answer = ANSWERS[q.category]
  const [found] = bodiesOf(q.evidence, 'cost.provider_anomalies')
  const nearest = found === undefined ? undefined : nearestAnomaly(found.anomalies, q.anomaly)
  const account_id = found?.account_id
  if (answer === null || found === undefined || account_id === undefined || nearest === undefined || Math.abs(nearest.apart) > MOST_DAYS_APART) return NOTHING
  const former = nearest.answer
  // Records from before the answer was read do not say what would be replaced.
  if (former === undefined || former === answer) return NOTHING
  const { anomaly_id, start } = nearest
  const because = standsInTheWay(q, account_id, start)
  if (because !== null || q.beside === undefined) {
    const would_allow = `whoever owns the account runs: aws ce provide-anomaly-feedback --anomaly-id ${anomaly_id} --feedback ${answer}`
    const alone = 'it only goes along with an action, and none is proposed'
    return { candidates: [], rejected: [{ template: TEMPLATE, target: anomaly_id, because: because ?? alone, would_allow }] }
  }
  const { environment, currency } = q.beside.params
  const target = {
    ...{ arn: anomalyArn(account_id, anomaly_id), label: anomaly_id, effective_cost_per_day: '0', list_cost_per_day: '0' },
    ...{ anomaly_id, start, answer, former },
  }
  const facts = { started_on: start, answer, days_apart: Math.abs(nearest.apart) }
  return {
    candidates: [
      {
        template: TEMPLATE,
        params: { account_id, region_id: 'us-east-1', environment, currency, targets: [target] },
        reasons: [{ code: 'provider_flagged_it_too', facts, evidence_ids: [found.evidence_id] }],
      },
    ],
    rejected: [],
  }
}
const NOTHING: Found = { candidates: [], rejected: [] }
// Policy takes what began less than a day ago for newborn.
const LEAST_DAYS = 2

/** Why the answer would make policy refuse the plan, or ask people where it would not have to. Null where it does neither. */
function standsInTheWay({ evidence, beside, now }: Question, account_id: string, start: Day): string | null {
  if (daysBetween(start, dayOf(now)) < LEAST_DAYS) return 'the anomaly is younger than a day'
  const said = evidence.findLast((e) => e.kind === 'plan.settings')
  if (said === undefined) return 'not known: what the tenant lets be carried out'
  const { allowed_accounts, auto_templates, denied_templates } = PlanSettings.parse(said.body)
  if (denied_templates.includes(TEMPLATE)) return 'the tenant never lets it be carried out'
  if (allowed_accounts !== null && !allowed_accounts.includes(account_id)) return `plans may not be carried out in account ${account_id}, whose detection it is`
  if (beside !== undefined && auto_templates.includes(beside.template) && !auto_templates.includes(TEMPLATE))
    return `${beside.template.replaceAll('_', ' ')} may run without a person, and this may not`
  return null
}

/** What only accompanies others and is all that is left of a plan is no plan. */
export const withoutLoneAnswer = ({ candidates, rejected }: Found): Found => ({
  candidates: candidates.every((c) => COST_ACTIONS[c.template]?.accompanies) ? [] : candidates,
  rejected,
})
