import { z } from 'zod'
import { Environment } from '@/schemas/action'
import { CostCategory } from '@/schemas/cost'
import { Severity } from '@/schemas/decision'
import { HeldRule } from '@/schemas/detection-run'
import { SCOPE_KEYS, Scope, SERIES } from '@/schemas/evidence/cost'
import { Decimal } from '@/schemas/money'
import { Day } from '@/schemas/time'

export const GroupBy = z.enum(['service_name', 'sub_account_id', 'region_id', 'usage_type', 'owner'])
export type GroupBy = z.infer<typeof GroupBy>

/** What an answer can be split by: the places of a cost, and the environment tag. */
export const Grouping = z.enum([...GroupBy.options, 'environment'])
export type Grouping = z.infer<typeof Grouping>

/** Half-open span of days with the words it was read from. */
export const FramePeriod = z.strictObject({ start: Day, end: Day, label: z.string() })
export type FramePeriod = z.infer<typeof FramePeriod>

/**
 * `effective`: amortised and net of discounts; `list`: at public prices; `usage`: quantity per unit; `coverage`: share of eligible usage that commitments pay
 * for.
 */
export const Measure = z.enum(['effective', 'list', 'usage', 'coverage'])
export type Measure = z.infer<typeof Measure>

/** "over $100 a day", "under 10k", "more than 20 %". `total` is of the whole period; `pct` is 0..100. */
export const Threshold = z.strictObject({ side: z.enum(['over', 'under']), amount: Decimal, unit: z.enum(['total', 'day', 'month', 'pct']) })
export type Threshold = z.infer<typeof Threshold>

/** One place that is left out: "without EC2". */
export const Exception = z.strictObject({ key: z.enum(SCOPE_KEYS), value: z.string() })
export type Exception = z.infer<typeof Exception>

/** One of several places of a kind that count together: “in lumen-dev and payments-prod”. */
export const Included = z.strictObject({ key: z.enum(SCOPE_KEYS), value: z.string() })
export type Included = z.infer<typeof Included>

/** Kind of charge: usage (`run`), or one of the charges that are not. */
export const ChargeKind = z.enum(SERIES)
export type ChargeKind = z.infer<typeof ChargeKind>

/** First words of audit kinds that a question can ask for. */
export const AuditTopic = z.enum([
  'approval',
  'case',
  'clock',
  'command',
  'detection',
  'evidence',
  'execution',
  'import',
  'kill_switch',
  'plan',
  'policy',
  'rollback',
  'session',
  'settings',
  'threshold',
  'ticket',
  'verification',
])
export type AuditTopic = z.infer<typeof AuditTopic>

const limit = z.int().min(1).max(50)
const case_id = z.string()
// Slots with a usual value may be left out by whoever writes a frame; a parsed frame always has them.
const place = { scope: Scope, except: z.array(Exception).max(5).default([]), environment: Environment.nullable().default(null) }
/** `charge` narrows to one kind of charge; null means all of them. */
const cost = {
  ...place,
  charge: ChargeKind.nullable().default(null),
  /** Places of which any counts, beside what the scope asks of all; those of one kind are alternatives. A frame that was kept before has none. */
  any_of: z.array(Included).max(6).default([]),
}

/** A question, compiled: the closed set of read-only views. Nothing here can reach a command. */
export const Frame = z.discriminatedUnion('frame', [
  z.strictObject({
    frame: z.literal('list_anomalies'),
    ...place,
    severity: Severity.nullable().default(null),
    category: CostCategory.nullable().default(null),
    state: z.enum(['open', 'closed', 'all']).default('open'),
    /** Person id of the owner; “nobody” for cases that have none. */
    person: z.string().nullable().default(null),
    threshold: Threshold.nullable().default(null),
    /** When the anomaly began; null for any time. */
    period: FramePeriod.nullable().default(null),
    limit,
  }),
  z.strictObject({
    frame: z.literal('top_movers'),
    ...cost,
    measure: Measure.default('effective'),
    group_by: Grouping,
    period: FramePeriod,
    baseline: FramePeriod,
    direction: z.enum(['up', 'down', 'both']).default('both'),
    threshold: Threshold.nullable().default(null),
    limit,
  }),
  z.strictObject({
    frame: z.literal('breakdown'),
    ...cost,
    measure: Measure.default('effective'),
    group_by: Grouping,
    period: FramePeriod,
    order: z.enum(['largest', 'smallest']).default('largest'),
    threshold: Threshold.nullable().default(null),
    limit,
  }),
  z.strictObject({
    frame: z.literal('compare_periods'),
    ...cost,
    measure: Measure.default('effective'),
    group_by: Grouping,
    period: FramePeriod,
    baseline: FramePeriod,
    limit,
  }),
  z.strictObject({ frame: z.literal('timeseries'), ...cost, group_by: Grouping.nullable().default(null), period: FramePeriod }),
  z.strictObject({ frame: z.literal('line_items'), ...cost, period: FramePeriod, limit }),
  /** What appeared, went away or changed between two times; with `other`, between two places in one period. */
  z.strictObject({ frame: z.literal('drift_between'), ...place, other: Scope.nullable(), period: FramePeriod, baseline: FramePeriod, limit }),
  z.strictObject({ frame: z.literal('explain_case'), case_id }),
  /** `category` is the one asked about: "why not marketplace?". */
  z.strictObject({ frame: z.literal('why_category'), case_id, category: CostCategory.nullable().default(null) }),
  z.strictObject({ frame: z.literal('evidence_for'), case_id }),
  z.strictObject({ frame: z.literal('similar_cases'), case_id, limit }),
  z.strictObject({ frame: z.literal('plan_show'), case_id }),
  z.strictObject({ frame: z.literal('plan_alternatives'), case_id }),
  z.strictObject({ frame: z.literal('gate_explain'), case_id }),
  z.strictObject({ frame: z.literal('rollback_options'), case_id: case_id.nullable() }),
  z.strictObject({ frame: z.literal('what_if_threshold'), case_id: case_id.nullable(), threshold: Threshold }),
  z.strictObject({ frame: z.literal('verification_status'), case_id: case_id.nullable() }),
  z.strictObject({ frame: z.literal('health_now'), case_id: case_id.nullable() }),
  z.strictObject({ frame: z.literal('savings_summary'), scope: Scope, period: FramePeriod.nullable() }),
  z.strictObject({ frame: z.literal('owner_load'), by: z.enum(['person', 'team']), person: z.string().nullable().default(null) }),
  z.strictObject({
    frame: z.literal('list_approvals'),
    state: z.enum(['waiting', 'decided']),
    period: FramePeriod.nullable().default(null),
    threshold: Threshold.nullable().default(null),
  }),
  z.strictObject({ frame: z.literal('my_queue') }),
  z.strictObject({
    frame: z.literal('audit_search'),
    person: z.string().nullable().default(null),
    case_id: case_id.nullable(),
    about: AuditTopic.nullable(),
    period: FramePeriod.nullable().default(null),
    limit,
  }),
  /** What the newest look at the bill noticed and opened no case for. */
  z.strictObject({ frame: z.literal('held_back'), rule: HeldRule.nullable().default(null), scope: Scope, limit }),
  z.strictObject({ frame: z.literal('define_term'), term: z.string() }),
  z.strictObject({ frame: z.literal('help') }),
])
export type Frame = z.infer<typeof Frame>
export type FrameName = Frame['frame']
export type FrameOf<K extends FrameName> = Extract<Frame, { frame: K }>
