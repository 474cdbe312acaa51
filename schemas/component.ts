import { z } from 'zod'
import { AttributionWaterfall } from '@/schemas/components/attribution'
import { Bars, FactGrid, Headline, Notice, Table, Timeline, Timeseries, Waterfall } from '@/schemas/components/basic'
import { AnomalyCard, AnomalyInbox, ApprovalCard, ExecutionProgress, PlanCard, SnapshotDiff, TriageExplain, VerificationBoard } from '@/schemas/components/case'
import { Citations, Heatmap, KvDiff, Links, SkeletonPart, Unsupported } from '@/schemas/components/common'
import { PlanEditorPart, RollbackCard, VetoCard } from '@/schemas/components/decisions'
import { JsonDiff, TextDiff } from '@/schemas/components/diffs'
import {
  EvidenceCommitment,
  EvidenceCreditsFees,
  EvidenceDataTransfer,
  EvidenceDeploy,
  EvidenceK8sShift,
  EvidenceMarketplace,
  EvidenceMissing,
  EvidenceMixed,
  EvidenceUsageGrowth,
  EvidenceWaste,
} from '@/schemas/components/evidence'
import { Form } from '@/schemas/components/form'
import { AuditProofPart, AuditTimeline, SavingsLedger, SystemHealth } from '@/schemas/components/records'

export { SeriesPoint } from '@/schemas/components/basic'
export { AnomalyRow } from '@/schemas/components/case'

/** Every kind of component that a card can hold. */
export const Component = z.discriminatedUnion('kind', [
  Headline,
  FactGrid,
  Notice,
  Table,
  Timeseries,
  Waterfall,
  Bars,
  AnomalyCard,
  AnomalyInbox,
  TriageExplain,
  PlanCard,
  ApprovalCard,
  ExecutionProgress,
  SnapshotDiff,
  VerificationBoard,
  Timeline,
  AttributionWaterfall,
  EvidenceCommitment,
  EvidenceCreditsFees,
  EvidenceMarketplace,
  EvidenceDataTransfer,
  EvidenceK8sShift,
  EvidenceDeploy,
  EvidenceUsageGrowth,
  EvidenceWaste,
  EvidenceMixed,
  EvidenceMissing,
  Heatmap,
  KvDiff,
  JsonDiff,
  TextDiff,
  Form,
  SkeletonPart,
  Citations,
  Links,
  Unsupported,
  VetoCard,
  RollbackCard,
  PlanEditorPart,
  AuditTimeline,
  AuditProofPart,
  SavingsLedger,
  SystemHealth,
])
export type Component = z.infer<typeof Component>
export type ComponentOf<K extends Component['kind']> = Extract<Component, { kind: K }>
export type ComponentKind = Component['kind']
