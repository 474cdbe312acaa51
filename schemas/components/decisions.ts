import { z } from 'zod'
import { Digest } from '@/schemas/ids'
import { IntentAction } from '@/schemas/intent-action'
import { FactId, text } from '@/schemas/intent-text'
import { EditField, EditTerm } from '@/schemas/plan-edit-view'
import { Instant } from '@/schemas/time'

/** A plan that runs at a time unless somebody who may says no. `closed` says how the window ended. */
export const VetoCard = z.strictObject({
  kind: z.literal('veto.card'),
  state: z.enum(['open', 'vetoed', 'signed', 'passed', 'gone']),
  runs_at: Instant,
  who_may: text,
  reason_rule: text,
  run_now: text,
  closed: text.nullable(),
})

/** The way back from a plan: how, for how long, and what it costs. */
export const RollbackCard = z.strictObject({
  kind: z.literal('rollback.card'),
  state: z.enum(['not_run', 'possible', 'running', 'done', 'failed', 'too_late', 'nothing']),
  sentence: text,
  /** End of the time in which the way back is known to work; null where there is no such end. */
  until: Instant.nullable(),
  actions: z.array(z.strictObject({ title: text, recipe: z.array(text).max(12), reversible_for: text, reversibility: text })).max(20),
  saving_lost: FactId.nullable(),
})

/** The parameters of a plan that people may change, each within its bound. The server scores every change before anything is kept. */
export const PlanEditorPart = z.strictObject({
  kind: z.literal('plan.editor'),
  case_id: text,
  plan_hash: Digest,
  revision: z.int().nonnegative(),
  actions: z
    .array(z.strictObject({ action_id: text, title: text, fields: z.array(EditField).max(20) }))
    .min(1)
    .max(20),
  terms: z.array(EditTerm).max(12),
  voids: text.nullable(),
  save: IntentAction,
})
