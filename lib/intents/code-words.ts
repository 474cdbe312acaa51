import type { Environment, ReversibilityClass, RiskTier } from '@/schemas/action'
import type { CaseStatus } from '@/schemas/case'
import type { Level } from '@/schemas/policy'
import type { VerificationCheck } from '@/schemas/verification'

// Codes as people read them: the same words on every surface.

export const STATUS_WORDS: Record<CaseStatus, string> = {
  detected: 'detected',
  triaged: 'triaged',
  plan_ready: 'plan ready',
  no_action: 'ticket open',
  policy_denied: 'denied by policy',
  awaiting_approval: 'awaiting approval',
  awaiting_veto: 'runs unless vetoed',
  denied: 'denied',
  expired: 'request expired',
  approved: 'approved',
  executing: 'executing',
  executed: 'executed',
  verifying: 'verifying',
  verified: 'verified',
  partial: 'verified in part',
  not_measurable: 'saving not measurable',
  rolling_back: 'rolling back',
  rolled_back: 'rolled back',
  escalated: 'escalated',
  stale_plan: 'plan out of date',
  withdrawn_by_restatement: 'withdrawn: the bill was restated',
  accepted: 'closed',
  error: 'stopped by an error',
}

export const OUTCOME_WORDS: Record<VerificationCheck['outcome'], string> = {
  close: 'closed',
  monitor: 'keep watching',
  rollback: 'roll back',
  escalate: 'needs a person',
}

export const LEVEL_WORDS: Record<Level, string> = {
  L0: 'runs without approval',
  delayed: 'runs unless vetoed',
  L1: 'one approver who did not propose it',
  L2: 'two approvers of distinct roles',
  L3: 'two approvers of distinct roles, with break-glass',
}

export const TIER_WORDS: Record<RiskTier, string> = { low: 'low', low_medium: 'low to medium', medium: 'medium', high: 'high', critical: 'critical' }

export const REVERSIBILITY_WORDS: Record<ReversibilityClass, string> = {
  R0: 'notifies only',
  R1: 'undone in minutes',
  R2: 'undone with downtime',
  R3: 'cannot be undone',
  F: 'financial commitment',
}

export const ENVIRONMENT_WORDS: Record<Environment, string> = {
  prod: 'production',
  stage: 'stage',
  dev: 'development',
  test: 'test',
  unknown: 'environment not known',
}

// What an action does, as "… may be used again" begins.
const TEMPLATE_WORDS: Readonly<Record<string, string>> = {
  tag_owner: 'tagging with an owner',
  adjust_budget_alarm: 'adjusting a budget alarm',
  set_log_retention: 'limiting how long logs are kept',
  s3_lifecycle_transition: 'moving objects to a cheaper storage class',
  s3_abort_multipart: 'removing unfinished uploads',
  stop_idle_ec2: 'stopping idle instances',
  schedule_nonprod: 'running machines on a schedule',
  stop_rds: 'stopping idle databases',
  rightsize_ec2: 'giving instances a smaller type',
  rightsize_rds: 'giving databases a smaller class',
  ebs_gp2_to_gp3: 'moving volumes from gp2 to gp3',
  ebs_delete_unattached: 'deleting unattached volumes',
  snapshot_delete_orphan: 'deleting orphaned snapshots',
  ami_disable: 'disabling unused images',
  eip_release: 'releasing unused addresses',
  scale_nodegroup: 'scaling a node group',
  k8s_rightsize_requests: 'lowering what containers reserve',
  submit_ad_feedback: 'telling the provider what its finding was',
}

/** An action by what it does; one that is not known here by its own name. */
export const templateWords = (template: string): string => TEMPLATE_WORDS[template] ?? template.replaceAll('_', ' ')
