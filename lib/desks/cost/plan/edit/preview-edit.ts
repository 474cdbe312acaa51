import type { EditPreview, EditQuestion, PlanEdit } from '@/lib/cases/plan-editor'
import { planTargets } from '@/lib/desks/cost/plan/plan-targets'
import type { Candidate, Proposal } from '@/lib/desks/cost/plan/proposal'
import { type PlanInputs, replayPlan } from '@/lib/desks/cost/plan/replay-plan'
import { makeEvidence } from '@/lib/evidence/make'
import { isAllOf } from '@/lib/execution/accompany/main-actions'
import { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { PlanEdits } from '@/schemas/evidence/plan-edits'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { applyEdits } from './apply-edits'
import { editParams } from './edit-params'
import { editPlan, proposalOf } from './edit-plan'

/**
 * The plan as it would be after an edit, with savings, risk, hash and what policy would ask for. Pure. It stands on the checks and dry
 * runs of the plan that is edited; the worker repeats them when the edit is made. Throws Fault `conflict` without a plan, `not_found` for an
 * unknown action and `validation_failed` for a value out of its range.
 */
export function previewEdit({ case: c, evidence, edit, by, now, decide }: EditQuestion): EditPreview {
  const { plan } = c
  const action = plan?.actions.find((a) => a.action_id === edit.action_id)
  if (plan === null || plan.actions.length === 0) throw new Fault('conflict', 'there is no plan to edit on this case', { case_id: c.case_id })
  if (action === undefined) throw new Fault('not_found', 'the plan has no such action: open the plan again', { action_id: edit.action_id })
  if (edit.drop_because !== undefined) return previewDrop({ case: c, evidence, edit, by, now, decide }, plan, action)
  if (Object.keys(edit.params).length === 0) throw new Fault('validation_failed', 'params: name at least one parameter and its new value', { field: 'params' })
  // Whether each value may be had at all is said before anything else.
  const params = editParams(action.bounds, action.params, edit.params)
  const edits = editsOf(c.case_id, action, edit.params, by, now)
  const proposal = editPlan(plan, edit, { currency: c.currency, confidence: c.cost?.triage?.confidence ?? 0, made_at: now })
  const { rejected } = applyEdits({ candidates: [candidateOf(action)], rejected: [] }, [edits])
  if (rejected[0] !== undefined) throw new Fault('validation_failed', rejected[0].because, { params: edit.params })
  const { made, policy } = decided({ case: c, evidence, edit, by, now, decide }, plan, proposal, edits)
  return { plan: made, bounds: action.bounds.map((b) => ({ ...b, value: valueAt(params, b.param) })), policy, edits }
}

/** The plan without one of its actions. Throws Fault `conflict` for the last one. */
function previewDrop(q: EditQuestion, plan: Plan, action: PlanAction): EditPreview {
  const { case: c, edit, by, now } = q
  if (isAllOf(plan, action))
    throw new Fault('conflict', 'this is the only action of the plan: close the case instead, or have the plan denied', { code: 'LAST_ACTION' })
  const edits = editsOf(c.case_id, action, {}, by, now, edit.drop_because)
  const all = proposalOf(plan, { currency: c.currency, confidence: c.cost?.triage?.confidence ?? 0, made_at: now })
  const left = applyEdits({ candidates: [...all.candidates], rejected: [...all.rejected] }, [edits])
  const { made, policy } = decided(q, plan, { ...all, ...left }, edits)
  return { plan: made, bounds: [], policy, edits }
}

/** The plan that a proposal comes to on the edited evidence, and what policy asks for. */
function decided({ evidence, now, decide }: EditQuestion, plan: Plan, proposal: Proposal, edits: Evidence): { made: Plan; policy: PolicyDecision } {
  const made = replayPlan({ ...proposal, evidence_ids: [...new Set([...proposal.evidence_ids, edits.evidence_id])].sort() }, plan, inputsOf(plan, evidence))
  const targets = makeEvidence({
    source: { connector: 'countersign', query: `plan_targets(${made.plan_hash})`, data_version: null, retrieved_at: now },
    body: planTargets(made, evidence),
  })
  return { made, policy: decide(made, [...evidence, edits, targets]) }
}

const candidateOf = (a: PlanAction): Candidate => ({ template: a.template, params: a.params as Candidate['params'], reasons: a.reasons }) // safe: every template's parameters hold targets

function editsOf(
  case_id: string,
  { template, account_id, region_id, environment, targets }: PlanAction,
  params: PlanEdit['params'],
  by: string,
  now: Instant,
  drop_because?: string,
): Evidence {
  const dropped = drop_because === undefined ? {} : { is_dropped: true as const, targets: targets.map((t) => t.arn), because: drop_because }
  const body: PlanEdits = { kind: 'plan.edits', template, account_id, region_id, environment, params: { ...params }, by, ...dropped }
  return makeEvidence({ source: { connector: 'countersign', query: `plan_edits(${case_id}, ${now})`, data_version: null, retrieved_at: now }, body })
}

/** What the world said beside the evidence when the plan was made; unknown history counts as none, and outside the window. */
function inputsOf(plan: Plan, evidence: readonly Evidence[]): PlanInputs {
  const stored = evidence.findLast((e) => e.kind === 'plan.inputs' && e.source.query === `plan_inputs(${plan.plan_hash})`)
  if (stored === undefined) return { history: {}, is_in_change_window: false }
  const { history, is_in_change_window } = stored.body as PlanInputs // safe: written by the planner
  return { history, is_in_change_window }
}

/** The value at a path; through a list, that of its first element. */
function valueAt(params: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    const item = Array.isArray(at) ? at[0] : at
    return typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[key] : undefined
  }, params)
}
