import type { ReversibilityClass } from '@/schemas/action'

/** `action`: carried out by the executor. `proposal`: a ticket with the exact change, which a person makes. `effect`: a note or message of the case, which needs no rollback. */
export type CatalogueKind = 'action' | 'proposal' | 'effect'
export type CatalogueRow = { id: string; kind: CatalogueKind; reversibility: ReversibilityClass; base_risk: number }

const row = (id: string, kind: CatalogueKind, reversibility: ReversibilityClass, base_risk: number): CatalogueRow => ({ id, kind, reversibility, base_risk })

/** Everything the cost desk can think of doing, in one place. */
export const CATALOGUE_TABLE: readonly CatalogueRow[] = [
  row('notify_owner', 'effect', 'R0', 0),
  row('open_ticket', 'effect', 'R0', 2),
  row('tag_owner', 'action', 'R0', 5),
  row('adjust_budget_alarm', 'action', 'R0', 5),
  row('set_log_retention', 'action', 'R2', 35),
  row('s3_lifecycle_transition', 'action', 'R2', 25),
  row('s3_abort_multipart', 'action', 'R1', 8),
  row('stop_idle_ec2', 'action', 'R1', 20),
  row('schedule_nonprod', 'action', 'R1', 18),
  row('stop_rds', 'action', 'R1', 35),
  row('rightsize_ec2', 'action', 'R2', 40),
  row('rightsize_rds', 'action', 'R2', 45),
  row('ebs_gp2_to_gp3', 'action', 'R1', 15),
  row('ebs_delete_unattached', 'action', 'R2', 30),
  row('snapshot_delete_orphan', 'action', 'R2', 35),
  row('ami_disable', 'action', 'R1', 20),
  row('eip_release', 'action', 'R2', 25),
  row('elb_delete_idle', 'proposal', 'R2', 45),
  row('nat_to_endpoint', 'proposal', 'R1', 30),
  row('nat_delete_idle', 'proposal', 'R2', 45),
  row('scale_nodegroup', 'action', 'R1', 35),
  row('k8s_rightsize_requests', 'action', 'R1', 25),
  row('buy_savings_plan', 'proposal', 'F', 70),
  row('renew_commitment_alert', 'effect', 'R0', 3),
  row('accept_baseline', 'effect', 'R0', 5),
  row('submit_ad_feedback', 'effect', 'R0', 2),
]
