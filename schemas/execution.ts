import { z } from 'zod'
import { Receipt } from '@/schemas/action'
import { ActionId, CaseId, Digest } from '@/schemas/ids'
import { Instant } from '@/schemas/time'

export const StepName = z.enum(['recheck', 'snapshot', 'dry_run', 'apply', 'settle', 'post_snapshot', 'rollback'])
export type StepName = z.infer<typeof StepName>

export const Step = z.strictObject({
  action_id: ActionId,
  step: StepName,
  status: z.enum(['running', 'done', 'failed', 'skipped']),
  at: Instant,
  detail: z.string(),
  receipt: Receipt.nullable(),
  /**
   * Of a line that waits: which targets were on their way to what when that began; none where the account has to show a change first. Absent in rows of older
   * versions.
   */
  awaits: z.array(z.strictObject({ target: z.string(), to: z.enum(['started', 'stopped', 'changed']) })).optional(),
})
export type Step = z.infer<typeof Step>

/** Fields of one target before and after. `is_expected` marks the change that the template declared. */
export const SnapshotDiff = z.strictObject({ target: z.string(), field: z.string(), before: z.string(), after: z.string(), is_expected: z.boolean() })
export type SnapshotDiff = z.infer<typeof SnapshotDiff>

/** One attempt to carry out one approved plan. */
export const Run = z.strictObject({
  run_id: z.string().startsWith('run_'),
  case_id: CaseId,
  plan_hash: Digest,
  /** `waiting`: limits let no more begin for now, and it goes on with the rest by itself. */
  state: z.enum(['running', 'waiting', 'succeeded', 'failed', 'uncertain', 'rolling_back', 'rolled_back', 'rollback_failed', 'stale_plan', 'stopped']),
  steps: z.array(Step),
  snapshots: z.array(z.strictObject({ action_id: ActionId, before: z.unknown(), after: z.unknown().nullable() })),
  diff: z.array(SnapshotDiff),
  started_at: Instant,
  finished_at: Instant.nullable(),
  /** End of the time in which the rollback recipe is known to work; null while nothing was applied. */
  reversible_until: Instant.nullable(),
})
export type Run = z.infer<typeof Run>
