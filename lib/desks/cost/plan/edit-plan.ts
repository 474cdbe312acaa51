import { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Candidate, Proposal } from './proposal'

type Edits = Readonly<Record<string, unknown>>

/**
 * The proposal of a plan with some parameters of one action changed. Only parameters that the action names in its bounds may be edited;
 * their values are checked again, and the whole plan is prepared anew, so the edited plan is another plan with another hash.
 * Throws Fault `not_found` for an unknown action and `validation_failed` for a parameter that may not be edited or is out of its bounds.
 */
export function editPlan(plan: Plan, edit: { action_id: string; params: Edits }, x: { currency: string; confidence: number; made_at: string }): Proposal {
  const edited = plan.actions.find((action) => action.action_id === edit.action_id)
  if (edited === undefined) throw new Fault('not_found', 'the plan has no such action: open the plan again', { action_id: edit.action_id })
  return {
    case_id: plan.case_id,
    currency: x.currency,
    confidence: x.confidence,
    candidates: plan.actions.map((action) => toCandidate(action, action === edited ? edit.params : {})),
    rejected: plan.rejected,
    no_action: plan.no_action,
    evidence_ids: plan.evidence_ids,
    data_version: plan.data_version,
    policy_digest: plan.policy_digest,
    made_at: x.made_at,
  }
}

function toCandidate(action: PlanAction, edits: Edits): Candidate {
  const params = Object.entries(edits).reduce((changed, [path, value]) => {
    checkBound(action, path, value)
    return setAt(changed, path.split('.'), value, path)
  }, action.params)
  return { template: action.template, params: params as Candidate['params'], reasons: action.reasons } // safe: every template's parameters hold targets
}

function checkBound(action: PlanAction, path: string, value: unknown): void {
  const bound = action.bounds.find((b) => b.param === path)
  if (bound === undefined)
    throw new Fault('validation_failed', `${path} cannot be edited: ${action.bounds.map((b) => b.param).join(', ') || 'nothing'} can`, { param: path })
  const values = Array.isArray(value) ? value : [value]
  const is_inside = values.every(
    (v) =>
      (bound.min === null || (typeof v === 'number' && v >= bound.min)) &&
      (bound.max === null || (typeof v === 'number' && v <= bound.max)) &&
      (bound.options === null || (typeof v === 'string' && bound.options.includes(v))),
  )
  if (is_inside) return
  const range = bound.options !== null ? `one of ${bound.options.join(', ')}` : `from ${bound.min} to ${bound.max}`
  throw new Fault('validation_failed', `${path} must be ${range} (${bound.rule})`, { param: path, value, min: bound.min, max: bound.max })
}

/** A copy with one value changed; a path through a list changes it in every element. */
function setAt(params: Record<string, unknown>, [head, ...rest]: string[], value: unknown, path: string): Record<string, unknown> {
  if (head === undefined || !(head in params)) throw new Fault('validation_failed', `there is no parameter ${path}`, { param: path })
  const old = params[head]
  if (rest.length === 0) return { ...params, [head]: value }
  const inner = (item: unknown): Record<string, unknown> => setAt(item as Record<string, unknown>, rest, value, path) // safe: `in` throws for what is not an object
  return { ...params, [head]: Array.isArray(old) ? old.map(inner) : inner(old) }
}
