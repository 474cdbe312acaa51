import { z } from 'zod'
import { Severity } from '@/schemas/decision'
import { Scope } from '@/schemas/evidence/cost'
import { Day, Instant } from '@/schemas/time'

export const GroupBy = z.enum(['service_name', 'sub_account_id', 'region_id', 'usage_type', 'owner'])
export type GroupBy = z.infer<typeof GroupBy>

/** Half-open span of days with the words it was read from. */
export const FramePeriod = z.strictObject({ start: Day, end: Day, label: z.string() })
export type FramePeriod = z.infer<typeof FramePeriod>

const limit = z.int().min(1).max(50)
const case_id = z.string()

/** A question, compiled: the closed set of read-only views. Nothing here can reach a command. */
export const Frame = z.discriminatedUnion('frame', [
  z.strictObject({ frame: z.literal('list_anomalies'), scope: Scope, severity: Severity.nullable(), limit }),
  z.strictObject({ frame: z.literal('top_movers'), scope: Scope, group_by: GroupBy, period: FramePeriod, baseline: FramePeriod, limit }),
  z.strictObject({ frame: z.literal('breakdown'), scope: Scope, group_by: GroupBy, period: FramePeriod, limit }),
  z.strictObject({ frame: z.literal('compare_periods'), scope: Scope, group_by: GroupBy, period: FramePeriod, baseline: FramePeriod, limit }),
  z.strictObject({ frame: z.literal('timeseries'), scope: Scope, period: FramePeriod }),
  z.strictObject({ frame: z.literal('line_items'), scope: Scope, period: FramePeriod, limit }),
  z.strictObject({ frame: z.literal('explain_case'), case_id }),
  z.strictObject({ frame: z.literal('why_category'), case_id }),
  z.strictObject({ frame: z.literal('plan_show'), case_id }),
  z.strictObject({ frame: z.literal('gate_explain'), case_id }),
  z.strictObject({ frame: z.literal('verification_status'), case_id: case_id.nullable() }),
  z.strictObject({ frame: z.literal('savings_summary') }),
  z.strictObject({ frame: z.literal('list_approvals') }),
  z.strictObject({ frame: z.literal('help') }),
])
export type Frame = z.infer<typeof Frame>
export type FrameName = Frame['frame']
export type FrameOf<K extends Frame['frame']> = Extract<Frame, { frame: K }>

/** One part of "Understood as …". `canonical` is the part of the reading's canonical line that the chip stands for. */
export const ReadingChip = z.strictObject({
  slot: z.string(),
  label: z.string(),
  source: z.enum(['said', 'carried', 'default', 'corrected']),
  canonical: z.string(),
})
export type ReadingChip = z.infer<typeof ReadingChip>

/** What became of a question. `clarify` asks one thing back; `declined` says what it can do instead. Nothing runs in either. `note` says what was read differently, or that a question changes nothing. */
export const Reading = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('answered'),
    frame: Frame,
    canonical: z.string(),
    chips: z.array(ReadingChip),
    score: z.number(),
    note: z.string().nullable(),
  }),
  z.strictObject({ outcome: z.literal('clarify'), question: z.string(), options: z.array(z.strictObject({ label: z.string(), canonical: z.string() })) }),
  z.strictObject({ outcome: z.literal('declined'), because: z.string(), nearest: z.array(z.string()) }),
])
export type Reading = z.infer<typeof Reading>

/** One question and its answer by reference. `rev` is the revision of the card when it was shown here; the card itself is shown as it is now. */
export const Turn = z.strictObject({
  question: z.string(),
  reading: Reading,
  intents: z.array(z.strictObject({ intent_id: z.string(), rev: z.int().nonnegative() })),
  suggestions: z.array(z.string()),
})
export type Turn = z.infer<typeof Turn>

/** What the next question of a thread may lean on. `at` is on the tenant's clock. */
export const ThreadContext = z.strictObject({ frame: Frame, listed: z.array(z.string()), at: Instant })
export type ThreadContext = z.infer<typeof ThreadContext>

/** Why a run did not finish, for the transcript. */
export const RunFailure = z.strictObject({ code: z.string(), message: z.string() })
export type RunFailure = z.infer<typeof RunFailure>
