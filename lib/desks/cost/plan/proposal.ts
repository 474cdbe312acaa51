import type { PlanAction, RejectedCandidate } from '@/schemas/action'
import type { Reason } from '@/schemas/decision'
import type { Currency } from '@/schemas/money'
import type { Instant } from '@/schemas/time'

/** A template with parameters, not yet checked against the live account. */
export type Candidate = { template: string; params: Record<string, unknown> & { targets: readonly { arn: string; label: string }[] }; reasons: Reason[] }

/** What the planner proposes from evidence alone. `preparePlan` checks it against the account and makes the plan. */
export type Proposal = {
  case_id: string
  currency: Currency
  /** Of the triage, 0..1. */
  confidence: number
  candidates: Candidate[]
  rejected: RejectedCandidate[]
  no_action: Reason[]
  evidence_ids: string[]
  data_version: string
  policy_digest: string
  made_at: Instant
}

/** Runs and rollbacks of each template in this tenant in the last 90 days. A template that is absent was never used here. */
export type TemplateHistory = Readonly<Record<string, { runs: number; rollbacks: number }>>

/** Targets that one plan may touch. */
export const MAX_TARGETS: Record<PlanAction['environment'], number> = { dev: 10, test: 10, stage: 5, prod: 3, unknown: 3 }

/** Below this nothing is proposed that changes anything. */
export const LEAST_CONFIDENCE = 0.6
