import { AnomalyCard } from '@/components/cards/anomaly-card'
import { AnomalyInboxCard } from '@/components/cards/anomaly-inbox-card'
import { ApprovalCard } from '@/components/cards/approval-card'
import { AttributionCard } from '@/components/cards/attribution-card'
import { AuditProofCard } from '@/components/cards/audit-proof-card'
import { AuditTimelineCard } from '@/components/cards/audit-timeline-card'
import { BarsCard } from '@/components/cards/bars-card'
import type { Card } from '@/components/cards/card'
import { CitationsCard } from '@/components/cards/citations-card'
import { EvidenceCommitmentCard } from '@/components/cards/evidence/commitment-card'
import { EvidenceCreditsFeesCard } from '@/components/cards/evidence/credits-fees-card'
import { EvidenceDataTransferCard } from '@/components/cards/evidence/data-transfer-card'
import { EvidenceDeployCard } from '@/components/cards/evidence/deploy-card'
import { EvidenceK8sShiftCard } from '@/components/cards/evidence/k8s-shift-card'
import { EvidenceMarketplaceCard } from '@/components/cards/evidence/marketplace-card'
import { EvidenceMissingCard } from '@/components/cards/evidence/missing-card'
import { EvidenceMixedCard } from '@/components/cards/evidence/mixed-card'
import { EvidenceUsageGrowthCard } from '@/components/cards/evidence/usage-growth-card'
import { EvidenceWasteCard } from '@/components/cards/evidence/waste-card'
import { ExecutionProgressCard } from '@/components/cards/execution-progress-card'
import { FactGridCard } from '@/components/cards/fact-grid-card'
import { FormCard } from '@/components/cards/form-card'
import { HeadlineCard } from '@/components/cards/headline-card'
import { HeatmapCard } from '@/components/cards/heatmap-card'
import { JsonDiffCard } from '@/components/cards/json-diff-card'
import { KvDiffCard } from '@/components/cards/kv-diff-card'
import { LinksCard } from '@/components/cards/links-card'
import { NoticeCard } from '@/components/cards/notice-card'
import { PlanCard } from '@/components/cards/plan-card'
import { PlanEditorCard } from '@/components/cards/plan-editor-card'
import { RollbackCard } from '@/components/cards/rollback-card'
import { SavingsLedgerCard } from '@/components/cards/savings-ledger-card'
import { SkeletonCard } from '@/components/cards/skeleton-card'
import { SnapshotDiffCard } from '@/components/cards/snapshot-diff-card'
import { SystemHealthCard } from '@/components/cards/system-health-card'
import { TableCard } from '@/components/cards/table-card'
import { TextDiffCard } from '@/components/cards/text-diff-card'
import { TimelineCard } from '@/components/cards/timeline-card'
import { TimeseriesCard } from '@/components/cards/timeseries-card'
import { TriageExplainCard } from '@/components/cards/triage-explain-card'
import { UnsupportedCard } from '@/components/cards/unsupported-card'
import { VerificationBoardCard } from '@/components/cards/verification-board-card'
import { VetoCard } from '@/components/cards/veto-card'
import { WaterfallCard } from '@/components/cards/waterfall-card'
import type { ComponentKind } from '@/schemas/intent'

/** One card per component kind; a kind without a card does not compile. */
export const cards = {
  headline: HeadlineCard,
  fact_grid: FactGridCard,
  notice: NoticeCard,
  table: TableCard,
  timeseries: TimeseriesCard,
  waterfall: WaterfallCard,
  bars: BarsCard,
  'anomaly.card': AnomalyCard,
  'anomaly.inbox': AnomalyInboxCard,
  'triage.explain': TriageExplainCard,
  'plan.card': PlanCard,
  'approval.card': ApprovalCard,
  'execution.progress': ExecutionProgressCard,
  'snapshot.diff': SnapshotDiffCard,
  'verification.board': VerificationBoardCard,
  timeline: TimelineCard,
  'attribution.waterfall': AttributionCard,
  'evidence.commitment': EvidenceCommitmentCard,
  'evidence.credits_fees': EvidenceCreditsFeesCard,
  'evidence.marketplace': EvidenceMarketplaceCard,
  'evidence.data_transfer': EvidenceDataTransferCard,
  'evidence.k8s_shift': EvidenceK8sShiftCard,
  'evidence.deploy': EvidenceDeployCard,
  'evidence.usage_growth': EvidenceUsageGrowthCard,
  'evidence.waste': EvidenceWasteCard,
  'evidence.mixed': EvidenceMixedCard,
  'evidence.missing': EvidenceMissingCard,
  heatmap: HeatmapCard,
  kv_diff: KvDiffCard,
  json_diff: JsonDiffCard,
  text_diff: TextDiffCard,
  form: FormCard,
  skeleton: SkeletonCard,
  citations: CitationsCard,
  links: LinksCard,
  unsupported: UnsupportedCard,
  'veto.card': VetoCard,
  'rollback.card': RollbackCard,
  'plan.editor': PlanEditorCard,
  'audit.timeline': AuditTimelineCard,
  'audit.proof': AuditProofCard,
  'savings.ledger': SavingsLedgerCard,
  'system.health': SystemHealthCard,
} satisfies { [K in ComponentKind]: Card<K> }
