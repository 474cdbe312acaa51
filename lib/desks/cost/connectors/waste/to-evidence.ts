import { big, toDecimal } from '@/lib/kernel/money'
import type { WasteFindings, WasteType } from '@/schemas/evidence/waste'
import type { Decimal } from '@/schemas/money'
import type { Place } from '../cloud/call'
import type { Sweep } from './port'
import { NOT_LOOKED_FOR, WireReport } from './wire'

type Finding = WasteFindings['findings'][number]

// Snapshots share blocks, so the figure of the report is an upper bound; about two fifths of it is what a deletion frees.
const SNAPSHOT_SHARE = '0.4'
const READ = Object.keys(WireReport.shape)
// The same gateways under their name of a version that was never released.
const UNRELEASED = 'nat_gateways'

const amount = (usd: number | null, share = '1'): Decimal | null => (usd === null ? null : toDecimal(big(String(usd)).times(share).round(6)))
const finding = (type: WasteType, resource_id: string, cost_per_month: Decimal | null, address: string | null = null): Finding => ({
  type,
  resource_id,
  address,
  idle_since: null,
  cost_per_month,
  tags: {},
})

/**
 * The report as evidence, sorted, because the program's order changes from run to run. Its own verdict (`has_waste`) is left out: it counts
 * reservations that expire. The region is the one that was asked about; the report does not name it.
 */
export function toSweep(report: WireReport, place: Place): Sweep {
  const found: Finding[] = [
    ...report.unused_elastic_ips.map((x) => finding('idle_address', x.allocation_id, amount(x.estimated_monthly_cost), x.public_ip)),
    ...report.unused_ebs_volumes.map((x) => finding('unattached_volume', x.volume_id, amount(x.estimated_monthly_cost))),
    ...report.stopped_instance_volumes.map((x) => finding('volume_of_stopped_instance', x.volume_id, amount(x.estimated_monthly_cost))),
    ...report.reserved_instances.map((x) => finding('expiring_reservation', x.reserved_instance_id, null)),
    ...report.unused_load_balancers.map((x) => finding('idle_load_balancer', x.arn, amount(x.estimated_monthly_cost))),
    ...report.unused_amis.map((x) => finding('unused_image', x.image_id, amount(x.max_potential_saving_monthly, SNAPSHOT_SHARE))),
    ...report.orphaned_snapshots.map((x) => finding('orphaned_snapshot', x.snapshot_id, amount(x.max_potential_savings, SNAPSHOT_SHARE))),
    ...report.s3_buckets_with_incomplete_multipart_uploads.map((x) => finding('incomplete_uploads', x.bucket_name, null)),
    ...report.cloudwatch_log_groups_without_retention_policy.map((x) => finding('log_group_kept_for_ever', x.log_group_name, amount(x.estimated_monthly_cost))),
    ...report.stopped_rds_instances.map((x) => finding('stopped_database', x.db_instance_id, amount(x.estimated_monthly_cost))),
    ...report.idle_rds_instances.map((x) => finding('idle_database', x.db_instance_id, amount(x.estimated_monthly_cost))),
    ...[...report.idle_nat_gateways, ...report.nat_gateways].map((x) => finding('idle_nat_gateway', x.nat_gateway_id, amount(x.estimated_monthly_cost))),
  ]
  const unpriced = found.filter((f) => f.cost_per_month === null).length
  const other_findings = Object.entries(report)
    .flatMap(([category, value]) => (Array.isArray(value) && !READ.includes(category) && category !== 'summary' ? [{ category, count: value.length }] : []))
    .filter((o) => o.count > 0)
    .sort((a, b) => (a.category < b.category ? -1 : 1))
  const unlooked = READ.filter((key) => key !== UNRELEASED && report[key] === NOT_LOOKED_FOR)
  const findings = found.sort((a, b) => (`${a.type} ${a.resource_id}` < `${b.type} ${b.resource_id}` ? -1 : 1))
  return {
    body: { kind: 'cost.waste_findings', ...place, currency: 'USD', findings, other_findings },
    gaps: [
      ...(unpriced === 0 ? [] : [`not known: what ${unpriced} of ${found.length} findings cost`]),
      ...(unlooked.length === 0 ? [] : [`not looked for by this version of aws-doctor: ${unlooked.map((key) => key.replaceAll('_', ' ')).join(', ')}`]),
    ],
  }
}
