import type { Candidate, Proposal } from '@/lib/desks/cost/plan/proposal'
import { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction } from '@/schemas/action'
import { type Edits, editParams } from './edit-params'

/**
 * The proposal of a plan with some parameters of one action changed. Only parameters that the action names in its bounds may be edited;
 * their values are checked again, and the whole plan is prepared anew, so the edited plan is another plan with another hash.
 * Throws Fault `not_found` for an unknown action and `validation_failed` for a parameter that may not be edited or is out of its bounds.
 */
export function editPlan(plan: Plan, edit: { action_id: string; params: Edits }, x: ProposalTerms): Proposal {
  const edited = plan.actions.find((action) => action.action_id === edit.action_id)
  if (edited === undefined) throw new Fault('not_found', 'the plan has no such action: open the plan again', { action_id: edit.action_id })
  return { ...proposalOf(plan, x), candidates: plan.actions.map((action) => toCandidate(action, action === edited ? edit.params : {})) }
}

type ProposalTerms = { currency: string; confidence: number; made_at: string }

/** The proposal that a plan was made of. */
export function proposalOf(plan: Plan, x: ProposalTerms): Proposal {
  return {
    case_id: plan.case_id,
    currency: x.currency,
    confidence: x.confidence,
    candidates: plan.actions.map((action) => toCandidate(action, {})),
    rejected: plan.rejected,
    no_action: plan.no_action,
    evidence_ids: plan.evidence_ids,
    data_version: plan.data_version,
    policy_digest: plan.policy_digest,
    made_at: x.made_at,
  }
}

function toCandidate(action: PlanAction, edits: Edits): Candidate {
  const params = editParams(action.bounds, action.params, edits)
  return { template: action.template, params: params as Candidate['params'], reasons: action.reasons } // safe: every template's parameters hold targets
}
