import { z } from 'zod'
import { Phase } from '@/schemas/case'
import { Severity } from '@/schemas/decision'
import { StripSlot, UiIntent } from '@/schemas/intent'
import { PageNotice } from '@/schemas/page'
import { Instant } from '@/schemas/time'

export const RailStop = z.strictObject({
  phase: Phase,
  label: z.string(),
  state: z.enum(['done', 'current', 'waiting', 'skipped', 'failed']),
  at: Instant.nullable(),
  note: z.string().nullable(),
})
export type RailStop = z.infer<typeof RailStop>

export const CaseView = z.strictObject({
  case_id: z.string(),
  now: Instant,
  title: z.string(),
  where: z.string(),
  severity: Severity,
  status: z.string(),
  opened_at: Instant,
  is_closed: z.boolean(),
  owner: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  notices: z.array(PageNotice),
  rail: z.array(RailStop),
  /** The whole strip of the case: proposed, approvers, executed, verified. Empty while there is no plan. */
  strip: z.array(StripSlot),
  /**
   * One sentence on what happens next, and where to go for it. The buttons of a case are the actions of `headline`; its primary one is the primary action of
   * the page.
   */
  next: z.strictObject({ sentence: z.string(), label: z.string().nullable(), href: z.string().nullable() }),
  headline: UiIntent,
  chart: UiIntent.nullable(),
  attribution: UiIntent.nullable(),
  triage: UiIntent.nullable(),
  /** What the category stands on, from the stored evidence. */
  evidence: UiIntent.nullable(),
  plan: UiIntent.nullable(),
  /** What may be changed in the plan; null without a plan, after the run, and where no parameter can be. */
  plan_editor: UiIntent.nullable(),
  approval: UiIntent.nullable(),
  execution: UiIntent.nullable(),
  verification: UiIntent.nullable(),
  timeline: UiIntent.nullable(),
  /** Sections that do not exist yet say when they will: shown instead of an empty gap. */
  pending: z.array(z.strictObject({ section: z.enum(['chart', 'attribution', 'triage', 'plan', 'approval', 'execution', 'verification']), text: z.string() })),
  ticket: z.strictObject({ key: z.string(), title: z.string(), url: z.string().nullable() }).nullable(),
  /** Whether a model is configured that may word the case; the page asks for its paragraph afterwards. */
  has_narrator: z.boolean(),
  similar: z.array(z.strictObject({ case_id: z.string(), title: z.string(), outcome: z.string(), at: Instant })),
})
export type CaseView = z.infer<typeof CaseView>
