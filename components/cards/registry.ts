import { AnomalyCard } from '@/components/cards/anomaly-card'
import { AnomalyInboxCard } from '@/components/cards/anomaly-inbox-card'
import { ApprovalCard } from '@/components/cards/approval-card'
import { AttributionCard } from '@/components/cards/attribution-card'
import { BarsCard } from '@/components/cards/bars-card'
import type { Card } from '@/components/cards/card'
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
import { HeadlineCard } from '@/components/cards/headline-card'
import { NoticeCard } from '@/components/cards/notice-card'
import { PlanCard } from '@/components/cards/plan-card'
import { SnapshotDiffCard } from '@/components/cards/snapshot-diff-card'
import { TableCard } from '@/components/cards/table-card'
import { TimelineCard } from '@/components/cards/timeline-card'
import { TimeseriesCard } from '@/components/cards/timeseries-card'
import { TriageExplainCard } from '@/components/cards/triage-explain-card'
import { VerificationBoardCard } from '@/components/cards/verification-board-card'
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
} satisfies { [K in ComponentKind]: Card<K> }
