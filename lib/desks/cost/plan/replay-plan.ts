import { digest } from '@/lib/kernel/canonical'
import type { Plan, PlanAction } from '@/schemas/action'
import { COST_ACTIONS } from '../actions/catalogue'
import { finishPlan, toAction } from './prepare'
import type { Candidate, Proposal, TemplateHistory } from './proposal'

export type PlanInputs = { history: TemplateHistory; is_in_change_window: boolean }

/**
 * The plan again, from the proposal and from what the world answered when it was made: its prechecks and dry runs, as the stored plan
 * holds them. Candidates that lost targets to a precheck lose the same ones. Risk, savings, order and hash are computed anew.
 */
export function replayPlan(proposal: Proposal, stored: Plan, inputs: PlanInputs): Plan {
  const actions = proposal.candidates.flatMap((candidate) =>
    stored.actions.filter((a) => isOf(a, candidate)).map((a) => again(a, candidate, proposal, inputs, stored)),
  )
  const from_checks = stored.rejected.filter((r) => !proposal.rejected.some((p) => digest(p) === digest(r)))
  return finishPlan(proposal, actions, [...proposal.rejected, ...from_checks])
}

const isOf = (action: PlanAction, candidate: Candidate): boolean =>
  action.template === candidate.template && action.targets.every((t) => candidate.params.targets.some((c) => c.arn === t.arn))

function again(stored: PlanAction, candidate: Candidate, proposal: Proposal, inputs: PlanInputs, plan: Plan): PlanAction {
  const template = COST_ACTIONS[candidate.template]
  const kept = new Set(stored.targets.map((t) => t.arn))
  const bound = template?.bind(candidate.params).narrow((arn) => kept.has(arn)) ?? null
  // A template that is gone or newer cannot be bound: the stored action differs from nothing, which the comparison shows.
  if (bound === null) return { ...stored, template_version: 0 }
  return toAction(bound, candidate, proposal, { ...inputs, now: plan.made_at }, stored.prechecks, stored.dry_run)
}
