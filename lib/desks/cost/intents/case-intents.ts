import { approvalIntent } from '@/lib/desks/cost/intents/approval'
import { attributionIntent } from '@/lib/desks/cost/intents/attribution'
import { caseContext, type IntentExtras } from '@/lib/desks/cost/intents/case-context'
import { chartIntent } from '@/lib/desks/cost/intents/chart'
import { evidenceIntent } from '@/lib/desks/cost/intents/evidence/evidence'
import { executionIntent } from '@/lib/desks/cost/intents/execution'
import { headlineIntent } from '@/lib/desks/cost/intents/headline'
import { planIntent } from '@/lib/desks/cost/intents/plan'
import { planEditorIntent } from '@/lib/desks/cost/intents/plan-editor'
import { timelineIntent } from '@/lib/desks/cost/intents/timeline'
import { triageIntent } from '@/lib/desks/cost/intents/triage'
import { verificationIntent } from '@/lib/desks/cost/intents/verification'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { UiIntent } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

export type CasePart =
  | 'headline'
  | 'chart'
  | 'attribution'
  | 'triage'
  | 'evidence'
  | 'plan'
  | 'plan_editor'
  | 'approval'
  | 'execution'
  | 'verification'
  | 'timeline'
export type CaseIntents = Record<CasePart, UiIntent | null> & { headline: UiIntent }

/** Every card of one cost case for one person at one time. Null where the case has not come that far. */
export function caseIntents(c: Case, now: Instant, viewer: Actor, extras: IntentExtras = {}): CaseIntents {
  const ctx = caseContext(c, now, viewer, extras)
  return {
    headline: headlineIntent(ctx),
    chart: chartIntent(ctx),
    attribution: attributionIntent(ctx),
    triage: triageIntent(ctx),
    evidence: evidenceIntent(ctx),
    plan: planIntent(ctx),
    plan_editor: planEditorIntent(ctx),
    approval: approvalIntent(ctx),
    execution: executionIntent(ctx),
    verification: verificationIntent(ctx),
    timeline: timelineIntent(ctx),
  }
}
