import { auditSearch } from '@/agent/ask/answers/audit-search'
import { breakdown } from '@/agent/ask/answers/breakdown'
import { caseAnswer } from '@/agent/ask/answers/case-answers'
import { defineTerm } from '@/agent/ask/answers/define-term'
import { driftBetween } from '@/agent/ask/answers/drift-between'
import { evidenceFor } from '@/agent/ask/answers/evidence-for'
import { healthNow } from '@/agent/ask/answers/health-now'
import { heldBack } from '@/agent/ask/answers/held-back'
import { help } from '@/agent/ask/answers/help'
import { savingsSummary, verificationStatus } from '@/agent/ask/answers/ledger'
import { lineItems } from '@/agent/ask/answers/line-items'
import { listAnomalies } from '@/agent/ask/answers/list-anomalies'
import { listApprovals } from '@/agent/ask/answers/list-approvals'
import { movers } from '@/agent/ask/answers/movers'
import { myQueue } from '@/agent/ask/answers/my-queue'
import { ownerLoad } from '@/agent/ask/answers/owner-load'
import { planAlternatives, rollbackOptions } from '@/agent/ask/answers/plan-questions'
import { similarCases } from '@/agent/ask/answers/similar-cases'
import { timeseries } from '@/agent/ask/answers/timeseries'
import { whatIfThreshold } from '@/agent/ask/answers/what-if-threshold'
import type { FrameName, FrameOf } from '@/schemas/frame'
import type { Answer, AskWith } from './answer-shape'

/** One answer per frame; a frame without one does not compile. Every one of them only reads. */
const ANSWERS: { [K in FrameName]: (frame: FrameOf<K>, ask: AskWith) => Promise<Answer> } = {
  list_anomalies: listAnomalies,
  top_movers: movers,
  breakdown,
  compare_periods: movers,
  timeseries,
  line_items: lineItems,
  drift_between: driftBetween,
  explain_case: caseAnswer,
  why_category: caseAnswer,
  evidence_for: evidenceFor,
  similar_cases: similarCases,
  plan_show: caseAnswer,
  plan_alternatives: planAlternatives,
  gate_explain: caseAnswer,
  rollback_options: rollbackOptions,
  what_if_threshold: whatIfThreshold,
  verification_status: verificationStatus,
  health_now: healthNow,
  savings_summary: savingsSummary,
  owner_load: ownerLoad,
  list_approvals: listApprovals,
  my_queue: myQueue,
  audit_search: auditSearch,
  held_back: heldBack,
  define_term: defineTerm,
  help,
}

/** The cards and the sentence of one frame. Missing data is a notice, never a zero. */
export function answer<K extends FrameName>(frame: FrameOf<K>, ask: AskWith): Promise<Answer> {
  // safe: the table's key and the frame's discriminant are the same K
  return (ANSWERS[frame.frame as K] as (frame: FrameOf<K>, ask: AskWith) => Promise<Answer>)(frame, ask)
}
