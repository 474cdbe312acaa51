import { z } from 'zod'
import { Digest } from '@/schemas/ids'
import { IntentAction } from '@/schemas/intent-action'
import { text } from '@/schemas/intent-text'
import { Instant } from '@/schemas/time'

/** One parameter that people may change, with its range and the rule that bounds it. `param` is its path in the action's parameters. */
export const EditField = z.strictObject({
  param: text,
  label: text,
  control: z.enum(['number', 'choice', 'choices', 'weekdays', 'switch', 'text']),
  value: z.json(),
  /** The value as the plan has it now, in words; several when targets differ. */
  value_text: text,
  min: z.number().nullable(),
  max: z.number().nullable(),
  options: z.array(text).nullable(),
  /** "0 to 23", empty where only the rule says. */
  range: text,
  rule: text,
})
export type EditField = z.infer<typeof EditField>

/** What a plan amounts to, before and after a change: saving, risk, agreement, who signs. */
export const EditTerm = z.strictObject({
  id: text,
  label: text,
  before: text,
  after: text,
  /** Whether it is better for whoever pays or signs; null when it is the same or neither. */
  is_better: z.boolean().nullable(),
})
export type EditTerm = z.infer<typeof EditTerm>

/** The editor of a plan's parameters on the case page. */
export const PlanEditorView = z.strictObject({
  case_id: z.string(),
  plan_hash: Digest,
  revision: z.int().nonnegative(),
  now: Instant,
  actions: z.array(z.strictObject({ action_id: z.string(), title: z.string(), fields: z.array(EditField) })).min(1),
  /** The plan as it is: before and after are equal. */
  terms: z.array(EditTerm),
  /** What keeping a change ends: the request that waits and its signatures. Null when nothing was sent. */
  voids: z.string().nullable(),
  /** Keeps a change. Its `params` are filled in by the editor; `disabled` says why this person cannot. */
  save: IntentAction,
})
export type PlanEditorView = z.infer<typeof PlanEditorView>

/** What the server says an edit would make of the plan. Nothing is kept. */
export const PlanEditPreview = z.strictObject({
  /** The plan that was edited. Another than the editor shows means that the plan changed meanwhile. */
  plan_hash: Digest,
  edited_hash: Digest,
  title: z.string(),
  terms: z.array(EditTerm),
  fields: z.array(EditField),
  /** Why policy would deny the edited plan; empty when it would not. */
  denials: z.array(z.string()),
})
export type PlanEditPreview = z.infer<typeof PlanEditPreview>

export const PlanEditRequest = z.strictObject({ action_id: z.string().min(1).max(120), params: z.record(z.string().max(80), z.json()) })
export type PlanEditRequest = z.infer<typeof PlanEditRequest>
