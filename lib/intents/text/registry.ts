import { drawAnomalyCard, drawInbox } from '@/lib/intents/text/anomaly'
import { drawApproval } from '@/lib/intents/text/approval'
import { drawAttribution } from '@/lib/intents/text/attribution'
import { drawBars, drawTimeseries, drawWaterfall } from '@/lib/intents/text/chart'
import { drawCitations, drawHeatmap, drawKvDiff, drawLinks, drawUnsupported } from '@/lib/intents/text/common'
import type { TextContext } from '@/lib/intents/text/context'
import { drawPlanEditor, drawRollback, drawVeto } from '@/lib/intents/text/decisions'
import { drawForm, drawJsonDiff, drawSkeleton, drawTextDiff } from '@/lib/intents/text/edits'
import {
  drawCommitment,
  drawCreditsFees,
  drawDataTransfer,
  drawDeploy,
  drawK8sShift,
  drawMarketplace,
  drawMissing,
  drawMixed,
  drawUsageGrowth,
  drawWaste,
} from '@/lib/intents/text/evidence'
import { drawExecution, drawTimeline } from '@/lib/intents/text/execution'
import { drawPlan } from '@/lib/intents/text/plan'
import { drawAuditProof, drawAuditTimeline, drawSavingsLedger, drawSystemHealth } from '@/lib/intents/text/records'
import { drawFactGrid, drawHeadline, drawNotice } from '@/lib/intents/text/summary'
import { drawSnapshotDiff, drawTable } from '@/lib/intents/text/table'
import { drawTriage } from '@/lib/intents/text/triage'
import { drawVerification } from '@/lib/intents/text/verification'
import type { Component, ComponentOf } from '@/schemas/intent'

type Draw<K extends Component['kind']> = (part: ComponentOf<K>, ctx: TextContext) => string[]

/** Every kind of component as lines of text. A kind without an entry does not compile. */
const texts: { [K in Component['kind']]: Draw<K> } = {
  headline: drawHeadline,
  fact_grid: drawFactGrid,
  notice: drawNotice,
  table: drawTable,
  timeseries: drawTimeseries,
  waterfall: drawWaterfall,
  bars: drawBars,
  'anomaly.card': drawAnomalyCard,
  'anomaly.inbox': drawInbox,
  'triage.explain': drawTriage,
  'plan.card': drawPlan,
  'approval.card': drawApproval,
  'execution.progress': drawExecution,
  'snapshot.diff': drawSnapshotDiff,
  'verification.board': drawVerification,
  timeline: drawTimeline,
  'attribution.waterfall': drawAttribution,
  'evidence.commitment': drawCommitment,
  'evidence.credits_fees': drawCreditsFees,
  'evidence.marketplace': drawMarketplace,
  'evidence.data_transfer': drawDataTransfer,
  'evidence.k8s_shift': drawK8sShift,
  'evidence.deploy': drawDeploy,
  'evidence.usage_growth': drawUsageGrowth,
  'evidence.waste': drawWaste,
  'evidence.mixed': drawMixed,
  'evidence.missing': drawMissing,
  heatmap: drawHeatmap,
  kv_diff: drawKvDiff,
  json_diff: drawJsonDiff,
  text_diff: drawTextDiff,
  form: drawForm,
  skeleton: drawSkeleton,
  citations: drawCitations,
  links: drawLinks,
  unsupported: drawUnsupported,
  'veto.card': drawVeto,
  'rollback.card': drawRollback,
  'plan.editor': drawPlanEditor,
  'audit.timeline': drawAuditTimeline,
  'audit.proof': drawAuditProof,
  'savings.ledger': drawSavingsLedger,
  'system.health': drawSystemHealth,
}

export function drawText<K extends Component['kind']>(part: ComponentOf<K>, ctx: TextContext): string[] {
  const draw = texts[part.kind as K]
  return draw(part, ctx)
}
