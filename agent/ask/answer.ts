import { breakdown } from '@/agent/ask/answers/breakdown'
import { caseAnswer } from '@/agent/ask/answers/case-answers'
import { help } from '@/agent/ask/answers/help'
import { lineItems } from '@/agent/ask/answers/line-items'
import { listAnomalies, listApprovals, savingsSummary, verificationStatus } from '@/agent/ask/answers/lists'
import { movers } from '@/agent/ask/answers/movers'
import { timeseries } from '@/agent/ask/answers/timeseries'
import type { Frame, FrameOf } from '@/schemas/frame'
import type { Answer, AskWith } from './answer-kit'

/** One answer per frame; a frame without one does not compile. Every one of them only reads. */
const ANSWERS: { [K in Frame['frame']]: (frame: FrameOf<K>, ask: AskWith) => Promise<Answer> } = {
  list_anomalies: listAnomalies,
  top_movers: movers,
  breakdown,
  compare_periods: movers,
  timeseries,
  line_items: lineItems,
  explain_case: caseAnswer,
  why_category: caseAnswer,
  plan_show: caseAnswer,
  gate_explain: caseAnswer,
  verification_status: verificationStatus,
  savings_summary: savingsSummary,
  list_approvals: listApprovals,
  help,
}

/** The cards and the sentence of one frame. Missing data is a notice, never a zero. */
export function answer<K extends Frame['frame']>(frame: FrameOf<K>, ask: AskWith): Promise<Answer> {
  // safe: the table's key and the frame's discriminant are the same K
  return (ANSWERS[frame.frame as K] as (frame: FrameOf<K>, ask: AskWith) => Promise<Answer>)(frame, ask)
}
