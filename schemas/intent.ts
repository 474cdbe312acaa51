import { z } from 'zod'
import { Role, Surface } from '@/schemas/actor'
import { CommandName } from '@/schemas/command'
import { Severity } from '@/schemas/decision'
import { Digest, EvidenceId } from '@/schemas/ids'
import { Currency, Decimal } from '@/schemas/money'
import { Day, Instant } from '@/schemas/time'

const FactId = z.string().regex(/^[a-z0-9_.-]{1,80}$/)
const text = z.string().max(2000)

/** One figure that may be shown anywhere. `value` is exact; `text` is how the server prints it; `evidence` is where "why this number?" leads. */
export const Fact = z.strictObject({
  label: text,
  kind: z.enum(['money', 'ratio', 'count', 'duration', 'instant', 'day', 'text', 'enum']),
  value: z.string(),
  text,
  unit: z.string().nullable(),
  currency: Currency.nullable(),
  per: z.enum(['hour', 'day', 'month', 'year']).nullable(),
  direction: z.enum(['up', 'down', 'flat']).nullable(),
  polarity: z.enum(['good', 'bad', 'neutral']),
  as_of: Instant.nullable(),
  window: z.string().nullable(),
  evidence: z.array(EvidenceId),
  /** How it was made, in words a person can check; null for a value read as it is. */
  formula: text.nullable(),
})
export type Fact = z.infer<typeof Fact>

/** A slot of the countersign strip: proposed → approvers → executed → verified. `open` waits for a role; `void` no longer counts and says why. */
export const StripSlot = z.strictObject({
  role: z.enum(['proposed', 'approver', 'executed', 'verified']),
  state: z.enum(['open', 'signed', 'refused', 'void', 'skipped', 'failed']),
  waits_for: text,
  name: z.string().nullable(),
  person_role: Role.nullable(),
  at: Instant.nullable(),
  surface: Surface.nullable(),
  /** First 8 characters of the digest that was signed. */
  digest: z.string().length(8).nullable(),
  note: text.nullable(),
})
export type StripSlot = z.infer<typeof StripSlot>

export const SeriesPoint = z.strictObject({
  day: Day,
  actual: Decimal.nullable(),
  expected: Decimal.nullable(),
  low80: Decimal.nullable(),
  high80: Decimal.nullable(),
  low95: Decimal.nullable(),
  high95: Decimal.nullable(),
  is_settled: z.boolean(),
})
export type SeriesPoint = z.infer<typeof SeriesPoint>

const Cell = z.strictObject({ text, fact: FactId.nullable() })
const Marker = z.strictObject({ day: Day, label: text, tone: z.enum(['onset', 'event', 'approve', 'execute', 'check']) })

/** Row of the inbox, and the anomaly card: the same data in two sizes. */
export const AnomalyRow = z.strictObject({
  case_id: z.string(),
  severity: Severity,
  title: text,
  scope: text,
  at_stake: FactId,
  delta_pct: FactId.nullable(),
  category: text,
  confidence: text,
  status: text,
  next_step: text,
  owner: z.string().nullable(),
  opened_at: Instant,
  is_closed: z.boolean(),
  spark: z
    .array(z.strictObject({ actual: z.number().nullable(), expected: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }))
    .max(60),
})
export type AnomalyRow = z.infer<typeof AnomalyRow>

export const Component = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('headline'), severity: Severity.nullable(), status: text, sentence: text, figures: z.array(FactId).max(3) }),
  z.strictObject({ kind: z.literal('fact_grid'), title: text, facts: z.array(FactId).max(24) }),
  z.strictObject({
    kind: z.literal('notice'),
    tone: z.enum(['info', 'missing', 'stale', 'degraded', 'denied', 'expired', 'void', 'done']),
    title: text,
    text,
    remedy: text.nullable(),
  }),
  z.strictObject({
    kind: z.literal('table'),
    title: text,
    subtitle: text,
    columns: z
      .array(z.strictObject({ label: text, align: z.enum(['start', 'end']) }))
      .min(1)
      .max(12),
    rows: z.array(z.strictObject({ href: z.string().nullable(), cells: z.array(Cell) })).max(200),
    totals: z.array(Cell).nullable(),
    more: text.nullable(),
  }),
  z.strictObject({
    kind: z.literal('timeseries'),
    title: text,
    subtitle: text,
    currency: Currency,
    points: z.array(SeriesPoint).max(200),
    markers: z.array(Marker).max(12),
  }),
  z.strictObject({
    kind: z.literal('waterfall'),
    title: text,
    subtitle: text,
    currency: Currency,
    steps: z.array(z.strictObject({ label: text, amount: Decimal, tone: z.enum(['total', 'rise', 'fall', 'remainder']), fact: FactId.nullable() })).max(24),
  }),
  z.strictObject({
    kind: z.literal('bars'),
    title: text,
    subtitle: text,
    currency: Currency,
    bars: z.array(z.strictObject({ label: text, value: Decimal, before: Decimal.nullable(), fact: FactId.nullable() })).max(50),
  }),
  z.strictObject({ kind: z.literal('anomaly.card'), row: AnomalyRow }),
  z.strictObject({ kind: z.literal('anomaly.inbox'), rows: z.array(AnomalyRow).max(50), more: text.nullable() }),
  z.strictObject({
    kind: z.literal('triage.explain'),
    category: text,
    sentence: text,
    confidence: FactId,
    verdicts: z.array(
      z.strictObject({
        category: text,
        rule: z.string(),
        outcome: z.enum(['finding', 'clear', 'unknown']),
        explained: FactId.nullable(),
        share: z.number().nullable(),
        sentences: z.array(text),
        is_winner: z.boolean(),
      }),
    ),
    flip: text,
    severity_steps: z.array(text),
  }),
  z.strictObject({
    kind: z.literal('plan.card'),
    plan_hash: Digest,
    strip: z.array(StripSlot),
    actions: z.array(
      z.strictObject({
        action_id: z.string(),
        title: text,
        template: z.string(),
        where: text,
        risk_tier: z.enum(['low', 'low_medium', 'medium', 'high', 'critical']),
        risk_terms: z.array(z.strictObject({ name: text, points: z.number(), because: text })),
        saving: FactId,
        saving_formula: text,
        targets: z.array(z.strictObject({ label: text, arn: z.string(), change: text })),
        params: z.array(z.strictObject({ name: text, value: text, bound: text.nullable() })),
        prechecks: z.array(z.strictObject({ text, outcome: z.enum(['passed', 'failed', 'unknown']) })),
        dry_run: z.strictObject({ outcome: z.enum(['would_succeed', 'would_fail', 'not_run']), text }),
        snapshot: text,
        rollback: z.array(text),
        reversible_for: text,
        blast_radius: text,
      }),
    ),
    rejected: z.array(z.strictObject({ title: text, because: text, would_allow: text.nullable() })),
    no_action: z.array(text),
  }),
  z.strictObject({
    kind: z.literal('approval.card'),
    approval_id: z.string(),
    case_id: z.string(),
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
  }),
  z.strictObject({
    kind: z.literal('execution.progress'),
    state: text,
    steps: z.array(
      z.strictObject({ action: text, step: text, status: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']), at: Instant.nullable(), detail: text }),
    ),
  }),
  z.strictObject({
    kind: z.literal('snapshot.diff'),
    title: text,
    rows: z.array(z.strictObject({ target: text, field: text, before: text, after: text, is_expected: z.boolean() })).max(200),
  }),
  z.strictObject({
    kind: z.literal('verification.board'),
    verdict: z.enum(['close', 'monitor', 'rollback', 'escalate', 'waiting']),
    sentence: text,
    next_check: Instant.nullable(),
    title: text,
    currency: Currency,
    points: z.array(SeriesPoint.extend({ is_used: z.boolean() })).max(200),
    markers: z.array(Marker).max(12),
    signals: z.array(z.strictObject({ signal: text, status: z.enum(['ok', 'degraded', 'unknown']), before: text, after: text, threshold: text, detail: text })),
    intervals: z.array(
      z.strictObject({ label: text, predicted: Decimal, point: Decimal.nullable(), low: Decimal.nullable(), high: Decimal.nullable(), note: text }),
    ),
    saved: FactId.nullable(),
  }),
  z.strictObject({
    kind: z.literal('timeline'),
    title: text,
    events: z.array(z.strictObject({ at: Instant, title: text, detail: text, actor: text, seq: z.int().nullable(), hash: z.string().nullable() })).max(200),
  }),
])
export type Component = z.infer<typeof Component>
export type ComponentOf<K extends Component['kind']> = Extract<Component, { kind: K }>
export type ComponentKind = Component['kind']

/** A button. `disabled` carries the rule and what would lift it; a surface that does not know `confirm` must not show the button. */
export const IntentAction = z.strictObject({
  id: z.string(),
  command: CommandName,
  subject: z.string(),
  expected_version: z.int().nonnegative().nullable(),
  plan_hash: Digest.nullable(),
  label: z.string().max(80),
  style: z.enum(['primary', 'neutral', 'danger']),
  params: z.record(z.string(), z.unknown()),
  /** `reason` asks for a reason of at least min_reason characters; `typed` also for the phrase. */
  confirm: z.strictObject({
    level: z.enum(['none', 'click', 'reason', 'typed']),
    prompt: text,
    phrase: z.string().nullable(),
    min_reason: z.int().nonnegative(),
  }),
  effect: text,
  disabled: z.strictObject({ rule: z.string(), text, unblock: text }).nullable(),
})
export type IntentAction = z.infer<typeof IntentAction>

export const EvidenceNote = z.strictObject({
  source: text,
  kind: z.string(),
  query: text,
  as_of: Instant,
  digest: Digest,
  completeness: z.number(),
  gaps: z.array(z.string()),
})
export type EvidenceNote = z.infer<typeof EvidenceNote>

/**
 * What the agent asks any surface to show. `digest` covers title, facts, components and actions, not the clock, so that a signature can
 * name what was on the screen. `plain` is the whole card as text: the fallback on every surface.
 */
export const UiIntent = z.strictObject({
  ui_schema_version: z.literal('1.0'),
  intent_id: z.string().min(1).max(120),
  rev: z.int().nonnegative(),
  subject: z.strictObject({ type: z.enum(['anomaly', 'case', 'plan', 'approval', 'execution', 'verification', 'audit', 'view', 'source']), id: z.string() }),
  digest: Digest,
  lifecycle: z.enum(['live', 'superseded', 'decided', 'expired', 'withdrawn']),
  title: z.string().max(160),
  plain: z.string().max(8000),
  facts: z.record(FactId, Fact),
  evidence: z.record(z.string(), EvidenceNote),
  components: z.array(Component).min(1).max(24),
  actions: z.array(IntentAction).max(12),
  suggestions: z.array(z.strictObject({ text: z.string().max(120) })).max(6),
  must_show: z.array(FactId),
  produced_by: z.strictObject({ ruleset_version: z.string(), policy_digest: z.string().nullable() }),
  server_now: Instant,
  href: z.string(),
})
export type UiIntent = z.infer<typeof UiIntent>

/** Envelope limit in bytes of JSON: larger content goes by reference (spec ui C.5). */
export const INTENT_MAX_BYTES = 32 * 1024
