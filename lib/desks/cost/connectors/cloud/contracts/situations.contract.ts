import type { ContractPort } from './ports.contract'

/** The situation that holds a resource of each port, what it is called, and what the contract needs to be otherwise. */
export const CONTRACT_SITUATIONS: Record<ContractPort, [situation: string, id: string, differs: Record<string, unknown>]> = {
  logs: ['set_log_retention', '/app/worker', { has_subscription: false }],
  buckets: ['s3_abort_multipart', 'exports', { rules: [] }],
  contents: ['s3_lifecycle_transition', 'exports', {}],
  budgets: ['adjust_budget_alarm', 'monthly', {}],
  alarms: ['adjust_budget_alarm', 'monthly', {}],
  databases: ['stop_rds', 'reports', {}],
  database_schedules: ['schedule_nonprod of a database', 'reports', {}],
  clusters: ['schedule_nonprod of a cluster', 'reporting', {}],
  tags: ['tag_owner of a database', 'arn:aws:rds:eu-west-1:111122223333:db:reports', {}],
  setups: ['rightsize_ec2', 'i-00000000000000001', {}],
  sizing: ['rightsize_ec2', 'i-00000000000000001', { peak: undefined }],
  volumes: ['ebs_delete_unattached', 'vol-00000000000000009', {}],
  snapshots: ['snapshot_delete_orphan', 'snap-00000000000000001', {}],
  images: ['ami_disable', 'ami-00000000000000001', {}],
  addresses: ['eip_release', '203.0.113.25', {}],
  anomalies: ['submit_ad_feedback', 'an-1', { answer: null }],
  scaling: ['scale_nodegroup', 'workers', {}],
}
