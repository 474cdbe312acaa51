import { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Case, Desk } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'

/** New values of parameters of one action, by their path. */
export type PlanEdit = {
  action_id: string
  params: Readonly<Record<string, unknown>>
  /** Why the whole action is left out; nothing of it is changed then. */
  drop_because?: string
}
/** `decide` asks policy about a plan on the given evidence. */
export type EditQuestion = {
  case: Case
  evidence: readonly Evidence[]
  edit: PlanEdit
  by: string
  now: Instant
  decide(plan: Plan, evidence: readonly Evidence[]): PolicyDecision
}
export type EditPreview = {
  plan: Plan
  /** The editable parameters of the edited action, their range, the rule that bounds it, and the value that it would have. */
  bounds: (PlanAction['bounds'][number] & { value: unknown })[]
  policy: PolicyDecision
  /** The edit as it is stored: what the plan is made again with. */
  edits: Evidence
}
export type PlanEditor = (q: EditQuestion) => EditPreview

const EDITORS = new Map<Desk, PlanEditor>()

/** A desk brings its editor once, where the process starts that gives commands. */
export const providePlanEditor = (desk: Desk, editor: PlanEditor): void => void EDITORS.set(desk, editor)

/** Throws Fault `conflict` for a desk whose plans cannot be edited here. */
export function planEditorOf(desk: Desk): PlanEditor {
  const editor = EDITORS.get(desk)
  if (editor === undefined)
    throw new Fault('conflict', `plans of the ${desk} desk cannot be edited here: deny the plan and say what should be different`, { desk })
  return editor
}
