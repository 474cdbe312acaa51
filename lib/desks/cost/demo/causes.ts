import { toMs } from '@/lib/kernel/time'
import type { CostCategory } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'
import { ACCOUNTS } from './accounts'
import { CREDIT } from './charges'
import { SAVINGS_PLANS } from './commitments'
import { INSTANCES } from './instances'
import { DATA_NAT_LINES } from './lines-data'
import { VANTOR_LINES } from './lines-others'
import { PAYMENTS_LOG_GROUP, PAYMENTS_LOG_LINES } from './lines-payments'
import { SERVICES } from './services'
import { VOLUMES } from './volumes'

/** One thing that happened to the bill, for judging what the desk makes of it. The desk itself never reads this. */
export type Label = {
  cause: string
  category: CostCategory
  /** Set when something changed beside the money: a deploy or a configuration change. */
  trigger: CostCategory | null
  scope: Scope
  start: Instant
  /** Dollars a day on full days. */
  impact_per_day: Decimal
  /** Whether every full day has exactly this impact; otherwise it is the mean. */
  is_exact: boolean
  resource_arns: readonly string[]
  action: 'schedule_nonprod' | 'ebs_gp2_to_gp3' | 'open_ticket'
}

const EC2 = SERVICES.AmazonEC2
const IRELAND = 'eu-west-1'
const loadTests = INSTANCES.filter((i) => i.tags['created-by'] === 'load-test')
const newVolumes = VOLUMES.filter((v) => v.created_at >= '2026-11-01')

/** The seven causes. Everything else in the bill is weekdays, noise, month edges and slow growth. */
export const LABELS: readonly Label[] = [
  {
    cause: 'load_test_left_running',
    category: 'new_resource',
    trigger: null,
    scope: {
      sub_account_id: ACCOUNTS['lumen-dev'].account_id,
      service_name: EC2,
      region_id: IRELAND,
      usage_type: 'EU-BoxUsage:m6i.4xlarge',
      owner: 'checkout',
    },
    start: '2026-11-09T10:00:00.000Z',
    impact_per_day: '184.896', // 9 instances, 24 h, 0.856 an hour
    is_exact: true,
    resource_arns: loadTests.map((i) => i.arn),
    action: 'schedule_nonprod',
  },
  {
    cause: 'nat_traffic_after_lost_endpoint',
    category: 'data_transfer',
    trigger: 'config_drift',
    scope: { sub_account_id: ACCOUNTS['data-platform'].account_id, service_name: EC2, region_id: IRELAND, usage_type: 'EU-NatGateway-Bytes', owner: 'data' },
    start: '2026-11-12T01:15:00.000Z',
    impact_per_day: '310',
    is_exact: false,
    resource_arns: DATA_NAT_LINES.map((line) => line.resource_id),
    action: 'open_ticket',
  },
  {
    cause: 'savings_plan_ended',
    category: 'commitment_coverage_drift',
    trigger: null,
    scope: { sub_account_id: ACCOUNTS['storefront-prod'].account_id, service_name: EC2, region_id: IRELAND },
    start: SAVINGS_PLANS[0]?.end ?? '2026-11-14T00:00:00.000Z',
    impact_per_day: '520.3636363636', // 26.50 an hour at 55 % of list covers 1,156.36 a day, which now costs all of it
    is_exact: true,
    resource_arns: [],
    action: 'open_ticket',
  },
  {
    cause: 'promotional_credit_ended',
    category: 'credits_refunds_fees',
    trigger: null,
    scope: { sub_account_id: ACCOUNTS['northlight-root'].account_id },
    start: `${CREDIT.end}T00:00:00.000Z`,
    impact_per_day: CREDIT.usd_per_day,
    is_exact: true,
    resource_arns: [],
    action: 'open_ticket',
  },
  {
    cause: 'debug_logging_after_deploy',
    category: 'deploy_related',
    trigger: null,
    scope: {
      sub_account_id: ACCOUNTS['payments-prod'].account_id,
      service_name: SERVICES.AmazonCloudWatch,
      region_id: IRELAND,
      usage_type: 'EU-DataProcessing-Bytes',
      owner: 'payments',
    },
    start: '2026-11-16T13:20:00.000Z',
    impact_per_day: '160',
    is_exact: false,
    resource_arns: [PAYMENTS_LOG_GROUP],
    action: 'open_ticket',
  },
  {
    cause: 'restored_volumes_of_old_type',
    category: 'new_resource',
    trigger: null,
    scope: { sub_account_id: ACCOUNTS['data-platform'].account_id, service_name: EC2, region_id: IRELAND, usage_type: 'EU-EBS:VolumeUsage.gp2', owner: 'data' },
    start: '2026-11-11T06:10:00.000Z',
    impact_per_day: '75.0933333333', // 20,480 GiB at 0.11 a month of 30 days; 74.11 in a mean month
    is_exact: true,
    resource_arns: newVolumes.map((v) => v.arn),
    action: 'ebs_gp2_to_gp3',
  },
  {
    cause: 'new_marketplace_subscription',
    category: 'marketplace',
    trigger: null,
    scope: { sub_account_id: ACCOUNTS['shared-services'].account_id, service_name: SERVICES['6h2kq9vantorobs4w1x0pz7te'], region_id: IRELAND },
    start: '2026-11-05T00:00:00.000Z',
    impact_per_day: '95',
    is_exact: false,
    resource_arns: [],
    action: 'open_ticket',
  },
]

// Lines that a cause multiplies from its start; a percentage, so that it stays an integer.
const MULTIPLIED: readonly { line_ids: readonly string[]; from: Instant; pct: bigint }[] = [
  { line_ids: DATA_NAT_LINES.map((line) => line.line_id), from: '2026-11-12T01:15:00.000Z', pct: 260n },
  { line_ids: PAYMENTS_LOG_LINES.map((line) => line.line_id), from: '2026-11-16T13:20:00.000Z', pct: 400n },
]
const BEGINS: ReadonlyMap<string, Day> = new Map(VANTOR_LINES.map((line) => [line.line_id, '2026-11-05']))

const DAY_MS = 86_400_000
const PPM = 1_000_000n

/** What the causes make of a line's quantity on a day, in parts per million: 1,000,000 changes nothing, 0 means not there yet. */
export function causeFactor(line_id: string, day: Day): bigint {
  const begins = BEGINS.get(line_id)
  if (begins !== undefined && day < begins) return 0n
  const cause = MULTIPLIED.find((m) => m.line_ids.includes(line_id))
  if (cause === undefined) return PPM
  const end_of_day = toMs(`${day}T00:00:00.000Z`) + DAY_MS
  const share = Math.min(DAY_MS, Math.max(0, end_of_day - toMs(cause.from)))
  return PPM + ((((cause.pct - 100n) * PPM) / 100n) * BigInt(share)) / BigInt(DAY_MS)
}
