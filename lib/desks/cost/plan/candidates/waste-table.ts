import type { WasteFindings, WasteType } from '@/schemas/evidence/waste'

export type Finding = WasteFindings['findings'][number]
type Place = { account_id: string; region_id: string }
type Recipe = {
  template: string
  arn(f: Finding, at: Place): string
  target(f: Finding): Record<string, unknown>
  params: Record<string, unknown>
  /** What has to be known before it can be proposed at all. */
  missing?(f: Finding): { because: string; would_allow: string } | null
}
type Unsafe = { template: string; because: string; would_allow: string }

// Half a year of events stays; older ones need an export first, which the template checks.
const LOG_DAYS = 180
const ABORT_AFTER_DAYS = 7
const ec2 = (type: string) => (f: Finding, at: Place) => `arn:aws:ec2:${at.region_id}:${at.account_id}:${type}/${f.resource_id}`

/** The one template that deals with each finding, or why a person has to. */
export const WASTE_TABLE: Readonly<Record<WasteType, Recipe | Unsafe>> = {
  unattached_volume: {
    template: 'ebs_delete_unattached',
    arn: ec2('volume'),
    target: (f) => ({ volume_id: f.resource_id }),
    params: { require_snapshot: true },
  },
  idle_address: {
    template: 'eip_release',
    arn: ec2('elastic-ip'),
    target: (f) => ({ allocation_id: f.resource_id, address: f.address, idle_since: f.idle_since }),
    params: {},
    missing: (f) =>
      f.address === null || f.idle_since === null
        ? { because: 'not known: since when it is idle', would_allow: 'a bill that shows it as idle for a week' }
        : null,
  },
  orphaned_snapshot: { template: 'snapshot_delete_orphan', arn: ec2('snapshot'), target: (f) => ({ snapshot_id: f.resource_id }), params: {} },
  unused_image: { template: 'ami_disable', arn: ec2('image'), target: (f) => ({ image_id: f.resource_id }), params: {} },
  incomplete_uploads: {
    template: 's3_abort_multipart',
    arn: (f) => `arn:aws:s3:::${f.resource_id}`,
    target: (f) => ({ name: f.resource_id }),
    params: { days: ABORT_AFTER_DAYS },
  },
  log_group_kept_for_ever: {
    template: 'set_log_retention',
    arn: (f, at) => `arn:aws:logs:${at.region_id}:${at.account_id}:log-group:${f.resource_id}`,
    // How old the events are is not in the sweep, so nothing is promised.
    target: (f) => ({ name: f.resource_id, share_expiring: '0' }),
    params: { days: LOG_DAYS, listed: [] },
  },
  idle_database: {
    template: 'stop_rds',
    arn: (f, at) => `arn:aws:rds:${at.region_id}:${at.account_id}:db:${f.resource_id}`,
    target: (f) => ({ db_instance_id: f.resource_id }),
    params: { days: 7, marginal_ratio: '1' },
  },
  volume_of_stopped_instance: {
    template: 'ebs_delete_unattached',
    because: 'it belongs to an instance that may be started again',
    would_allow: 'the owner detaches it or terminates the instance',
  },
  stopped_database: {
    template: 'stop_rds',
    because: 'it is stopped already, and only its storage costs',
    would_allow: 'the owner makes a last snapshot and deletes it',
  },
  idle_load_balancer: {
    template: 'elb_delete_idle',
    because: 'a load balancer that is made again has another name',
    would_allow: 'the owner deletes it with the commands of the ticket',
  },
  idle_nat_gateway: {
    template: 'nat_delete_idle',
    because: 'the routes of the network are not read',
    would_allow: 'the owner deletes it with the commands of the ticket',
  },
  expiring_reservation: {
    template: 'renew_commitment_alert',
    because: 'it is an alert, not an action',
    would_allow: 'a person with the right to commit spend decides',
  },
}
