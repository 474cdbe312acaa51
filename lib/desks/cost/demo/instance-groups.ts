import type { Instant } from '@/schemas/time'
import type { SimulatedInstance } from '../connectors/cloud/simulation/estate'
import type { AccountName, RegionId, Team } from './accounts'

/** Instances that differ only in their number. */
export type InstanceGroup = {
  account: AccountName
  region: RegionId
  name: string
  count: number
  type: string
  team: Team
  launched_at: Instant
  /** 95th percentile of the first instance; the others are spread a little around it. */
  cpu_p95_pct: number
  network_mb_per_hour: number
  tags?: Record<string, string>
  differs?: Partial<Pick<SimulatedInstance, 'is_spot' | 'auto_scaling_group' | 'has_instance_store' | 'has_termination_protection' | 'public_ip' | 'quirks'>>
}

/** Launched for a load test on 9 November and forgotten: the story of the demonstration. */
const LOAD_TEST: InstanceGroup = {
  account: 'lumen-dev',
  region: 'eu-west-1',
  name: 'loadtest',
  count: 9,
  type: 'm6i.4xlarge',
  team: 'checkout',
  launched_at: '2026-11-09T10:00:00.000Z',
  cpu_p95_pct: 1.4,
  network_mb_per_hour: 0.3,
  tags: { 'created-by': 'load-test' },
}

const GUARDED = { 'do-not-modify': 'true' }
const prod = { region: 'eu-west-1', launched_at: '2026-02-11T07:20:00.000Z' } as const

export const INSTANCE_GROUPS: readonly InstanceGroup[] = [
  LOAD_TEST,
  {
    ...prod,
    account: 'storefront-prod',
    name: 'web',
    count: 6,
    type: 'c6i.4xlarge',
    team: 'storefront',
    cpu_p95_pct: 61,
    network_mb_per_hour: 42_000,
    differs: { auto_scaling_group: 'storefront-web' },
  },
  {
    ...prod,
    account: 'storefront-prod',
    name: 'checkout-api',
    count: 6,
    type: 'm6i.2xlarge',
    team: 'checkout',
    cpu_p95_pct: 54,
    network_mb_per_hour: 18_500,
    differs: { auto_scaling_group: 'checkout-api' },
  },
  { ...prod, account: 'data-platform', name: 'query-node', count: 4, type: 'r6i.4xlarge', team: 'data', cpu_p95_pct: 72, network_mb_per_hour: 26_000 },
  {
    ...prod,
    account: 'data-platform',
    name: 'shuffle-cache',
    count: 1,
    type: 'i4i.xlarge',
    team: 'data',
    cpu_p95_pct: 38,
    network_mb_per_hour: 9_400,
    differs: { has_instance_store: true },
  },
  {
    ...prod,
    account: 'ml-research',
    region: 'us-west-2',
    name: 'notebook-host',
    count: 3,
    type: 'm6i.2xlarge',
    team: 'ml',
    launched_at: '2026-03-03T16:05:00.000Z',
    cpu_p95_pct: 33,
    network_mb_per_hour: 780,
  },
  {
    ...prod,
    account: 'ml-research',
    region: 'us-west-2',
    name: 'label-worker',
    count: 1,
    type: 'g5.xlarge',
    team: 'ml',
    launched_at: '2026-03-09T10:40:00.000Z',
    cpu_p95_pct: 47,
    network_mb_per_hour: 610,
    differs: { is_spot: true },
  },
  { ...prod, account: 'payments-prod', name: 'ledger-batch', count: 4, type: 'm6i.xlarge', team: 'payments', cpu_p95_pct: 44, network_mb_per_hour: 2_900 },
  {
    ...prod,
    account: 'payments-prod',
    name: 'card-vault',
    count: 2,
    type: 'm6i.xlarge',
    team: 'payments',
    cpu_p95_pct: 21,
    network_mb_per_hour: 1_150,
    tags: { ...GUARDED, pci: 'true' },
    differs: { has_termination_protection: true, quirks: ['dedicated_tenancy'] },
  },
  {
    ...prod,
    account: 'lumen-dev',
    name: 'lumen-api',
    count: 2,
    type: 't3.large',
    team: 'checkout',
    launched_at: '2026-01-19T09:12:00.000Z',
    cpu_p95_pct: 27,
    network_mb_per_hour: 340,
  },
  {
    ...prod,
    account: 'lumen-dev',
    name: 'lumen-build',
    count: 1,
    type: 'm6i.large',
    team: 'checkout',
    launched_at: '2026-01-19T09:30:00.000Z',
    cpu_p95_pct: 58,
    network_mb_per_hour: 1_300,
    differs: { quirks: ['stop_protection'] },
  },
  {
    ...prod,
    account: 'lumen-dev',
    name: 'lumen-bastion',
    count: 1,
    type: 't3.medium',
    team: 'platform',
    launched_at: '2026-01-12T08:00:00.000Z',
    cpu_p95_pct: 4.1,
    network_mb_per_hour: 12,
    tags: GUARDED,
    differs: { public_ip: 'elastic' },
  },
  { ...prod, account: 'shared-services', name: 'ci-controller', count: 2, type: 'm6i.xlarge', team: 'platform', cpu_p95_pct: 52, network_mb_per_hour: 5_200 },
  { ...prod, account: 'shared-services', name: 'artifact-proxy', count: 2, type: 'm6i.large', team: 'platform', cpu_p95_pct: 31, network_mb_per_hour: 7_700 },
  {
    ...prod,
    account: 'shared-services',
    name: 'licence-server',
    count: 1,
    type: 'm6i.large',
    team: 'platform',
    cpu_p95_pct: 3.2,
    network_mb_per_hour: 6,
    tags: { 'manual-only': 'true' },
    differs: { public_ip: 'ephemeral', quirks: ['instance_store_root'] },
  },
  {
    ...prod,
    account: 'analytics-stage',
    name: 'stage-worker',
    count: 3,
    type: 'm6i.xlarge',
    team: 'analytics',
    launched_at: '2026-03-17T13:45:00.000Z',
    cpu_p95_pct: 29,
    network_mb_per_hour: 890,
  },
  {
    ...prod,
    account: 'analytics-stage',
    name: 'stage-notebook',
    count: 1,
    type: 'r6i.xlarge',
    team: 'analytics',
    launched_at: '2026-03-17T13:50:00.000Z',
    cpu_p95_pct: 18,
    network_mb_per_hour: 95,
    differs: { quirks: ['not_permitted'] },
  },
]
