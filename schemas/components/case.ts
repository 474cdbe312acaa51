import { z } from 'zod'
import { Marker, SeriesPoint } from '@/schemas/components/basic'
import { Severity } from '@/schemas/decision'
import { Digest } from '@/schemas/ids'
import { FactId, text } from '@/schemas/intent-text'
import { Currency, Decimal } from '@/schemas/money'
import { StripSlot } from '@/schemas/strip-slot'
import { Instant } from '@/schemas/time'

/** Row of the inbox, and the anomaly card: the same data in two sizes. */
export const AnomalyRow = z.strictObject({
  case_id: text,
  severity: Severity,
  title: text,
  scope: text,
  at_stake: FactId,
  delta_pct: FactId.nullable(),
  category: text,
  confidence: text,
  status: text,
  next_step: text,
  owner: text.nullable(),
  opened_at: Instant,
  is_closed: z.boolean(),
  spark: z
    .array(z.strictObject({ actual: z.number().nullable(), expected: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }))
    .max(60),
})
export type AnomalyRow = z.infer<typeof AnomalyRow>

export const AnomalyCard = z.strictObject({ kind: z.literal('anomaly.card'), row: AnomalyRow })

export const AnomalyInbox = z.strictObject({ kind: z.literal('anomaly.inbox'), rows: z.array(AnomalyRow).max(50), more: text.nullable() })

export const TriageExplain = z.strictObject({
  kind: z.literal('triage.explain'),
  category: text,
  sentence: text,
  confidence: FactId,
  verdicts: z.array(
    z.strictObject({
      category: text,
      rule: text,
      outcome: z.enum(['finding', 'clear', 'unknown']),
      explained: FactId.nullable(),
      share: z.number().nullable(),
      sentences: z.array(text),
      is_winner: z.boolean(),
    }),
  ),
  flip: text,
  severity_steps: z.array(text),
  /** What the earlier system would have said, for comparison; absent where nobody can tell. */
  earlier: text.optional(),
})

export const PlanCard = z.strictObject({
  kind: z.literal('plan.card'),
  plan_hash: Digest,
  strip: z.array(StripSlot),
  actions: z.array(
    z.strictObject({
      action_id: text,
      title: text,
      template: text,
      where: text,
      risk_tier: z.enum(['low', 'low_medium', 'medium', 'high', 'critical']),
      risk_terms: z.array(z.strictObject({ name: text, points: z.number(), because: text })),
      saving: FactId,
      saving_formula: text,
      targets: z.array(z.strictObject({ label: text, arn: text, change: text })),
      params: z.array(z.strictObject({ name: text, value: text, bound: text.nullable() })),
      prechecks: z.array(z.strictObject({ text, outcome: z.enum(['passed', 'failed', 'unknown']) })),
      dry_run: z.strictObject({ outcome: z.enum(['would_succeed', 'would_fail', 'not_run']), text }),
      snapshot: text,
      rollback: z.array(text),
      reversible_for: text,
      blast_radius: text,
      /** What came of earlier plans of this template. */
      record: text.optional(),
    }),
  ),
  rejected: z.array(z.strictObject({ title: text, because: text, would_allow: text.nullable() })),
  no_action: z.array(text),
})

export const ApprovalCard = z.strictObject({
  kind: z.literal('approval.card'),
  approval_id: text,
  case_id: text,
  state: z.enum(['pending', 'veto_open', 'approved', 'denied', 'vetoed', 'expired', 'withdrawn', 'void', 'window_ended', 'changes_requested']),
  sentence: text,
  figures: z.array(FactId).max(3),
  risk_tier: z.enum(['low', 'low_medium', 'medium', 'high', 'critical']),
  level: text,
  strip: z.array(StripSlot),
  why: z.array(text),
  proposed_by: text,
  deadline: Instant,
  closed: text.nullable(),
})

export const ExecutionProgress = z.strictObject({
  kind: z.literal('execution.progress'),
  state: text,
  steps: z.array(
    z.strictObject({ action: text, step: text, status: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']), at: Instant.nullable(), detail: text }),
  ),
  started_at: Instant.optional(),
  finished_at: Instant.nullable().optional(),
  /** End of the time in which the way back is known to work; null when nothing is left to undo. */
  reversible_until: Instant.nullable().optional(),
  /** What became of each target, where not all of them were changed: which one, and what the account said. */
  targets: z
    .array(z.strictObject({ action: text, target: text, outcome: z.enum(['changed', 'undone', 'unchanged', 'failed', 'unknown', 'not_reached']), said: text }))
    .max(200)
    .optional(),
})

export const SnapshotDiff = z.strictObject({
  kind: z.literal('snapshot.diff'),
  title: text,
  rows: z.array(z.strictObject({ target: text, field: text, before: text, after: text, is_expected: z.boolean() })).max(200),
})

/** What the last check said, or what became of the case since. `close` is a saving that was confirmed; `closed` is a case that ended without one. */
export const Verdict = z.enum(['close', 'monitor', 'rollback', 'escalate', 'waiting', 'rolling_back', 'rolled_back', 'closed'])
export type Verdict = z.infer<typeof Verdict>

export const VerificationBoard = z.strictObject({
  kind: z.literal('verification.board'),
  verdict: Verdict,
  sentence: text,
  next_check: Instant.nullable(),
  title: text,
  currency: Currency,
  points: z.array(SeriesPoint.extend({ is_used: z.boolean() })).max(200),
  markers: z.array(Marker).max(12),
  signals: z.array(z.strictObject({ signal: text, status: z.enum(['ok', 'degraded', 'unknown']), before: text, after: text, threshold: text, detail: text })),
  intervals: z.array(
    /** `note` is what was found, `method` how it was measured. */
    z.strictObject({
      label: text,
      predicted: Decimal,
      point: Decimal.nullable(),
      low: Decimal.nullable(),
      high: Decimal.nullable(),
      note: text,
      method: text.optional(),
    }),
  ),
  saved: FactId.nullable(),
})
