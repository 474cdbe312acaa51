import { sha256 } from '@/lib/kernel/canonical'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import { ACCOUNTS, type AccountName, type RegionId, type Team } from './accounts'

/** A promise to spend so much an hour. Covered usage is charged at a share of its on-demand price. */
export type DemoSavingsPlan = {
  arn: string
  account: AccountName
  hourly_commitment: Decimal
  /** Share of the on-demand price that covered usage costs, in percent. */
  rate_pct: bigint
  offering: 'ComputeSavingsPlans'
  term: '1yr' | '3yr'
  start: Instant
  end: Instant
}

/** Reserved capacity. The hourly price is the recurring part plus the upfront part spread over the term. */
export type DemoReservation = {
  arn: string
  account: AccountName
  region_id: RegionId
  product: 'AmazonRDS' | 'AmazonElastiCache' | 'AmazonEC2'
  usage_type: string
  operation: string
  family: string
  team: Team
  /** One reserved unit per resource. */
  resource_ids: readonly string[]
  on_demand_hourly: Decimal
  recurring_hourly: Decimal
  upfront_hourly: Decimal
  upfront_per_unit: Decimal
  offering: 'No Upfront' | 'Partial Upfront'
  lease: '1yr' | '3yr'
  start: Instant
  end: Instant
}

const planArn = (account: AccountName, name: string): string => {
  const h = sha256(`savings-plan:${name}`)
  return `arn:aws:savingsplans::${ACCOUNTS[account].account_id}:savingsplan/${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`
}

/** The first one ends inside the demonstration: 26.50 an hour at 55 % of the list price covers 1,156.36 of list price a day. */
export const SAVINGS_PLANS: readonly DemoSavingsPlan[] = [
  {
    arn: planArn('storefront-prod', 'storefront'),
    account: 'storefront-prod',
    hourly_commitment: '26.5',
    rate_pct: 55n,
    offering: 'ComputeSavingsPlans',
    term: '3yr',
    start: '2023-11-14T00:00:00.000Z',
    end: '2026-11-14T00:00:00.000Z',
  },
  {
    arn: planArn('data-platform', 'data'),
    account: 'data-platform',
    hourly_commitment: '1.9',
    rate_pct: 66n,
    offering: 'ComputeSavingsPlans',
    term: '3yr',
    start: '2025-08-20T00:00:00.000Z',
    end: '2028-08-20T00:00:00.000Z',
  },
  {
    arn: planArn('analytics-stage', 'stage'),
    account: 'analytics-stage',
    hourly_commitment: '0.64',
    rate_pct: 67n,
    offering: 'ComputeSavingsPlans',
    term: '3yr',
    start: '2025-03-01T00:00:00.000Z',
    end: '2028-03-01T00:00:00.000Z',
  },
]

const DAY_RATES = { on_demand_hourly: '0.823', recurring_hourly: '0.53', upfront_hourly: '0.05', upfront_per_unit: '438' } as const
const cache = (start: Instant, end: Instant): DemoReservation => ({
  arn: `arn:aws:elasticache:eu-west-1:${ACCOUNTS['storefront-prod'].account_id}:reserved-instance:storefront-sessions-${start.slice(0, 4)}`,
  account: 'storefront-prod',
  region_id: 'eu-west-1',
  product: 'AmazonElastiCache',
  usage_type: 'EU-NodeUsage:cache.r6g.2xlarge',
  operation: 'CreateCacheCluster:0002',
  family: 'Cache Instance',
  team: 'checkout',
  resource_ids: [1, 2, 3].map((n) => `arn:aws:elasticache:eu-west-1:${ACCOUNTS['storefront-prod'].account_id}:cluster:sessions-00${n}`),
  ...DAY_RATES,
  offering: 'Partial Upfront',
  lease: '1yr',
  start,
  end,
})

/** The cache reservation is renewed on the same terms in June: a one-off payment that must not look like a cost. */
export const RESERVATIONS: readonly DemoReservation[] = [
  {
    arn: `arn:aws:rds:eu-west-1:${ACCOUNTS['payments-prod'].account_id}:ri:payments-ledger-2025`,
    account: 'payments-prod',
    region_id: 'eu-west-1',
    product: 'AmazonRDS',
    usage_type: 'EU-InstanceUsage:db.r6g.2xl',
    operation: 'CreateDBInstance:0021',
    family: 'Database Instance',
    team: 'payments',
    resource_ids: ['ledger-writer', 'ledger-reader-1', 'ledger-reader-2', 'risk-writer'].map(
      (name) => `arn:aws:rds:eu-west-1:${ACCOUNTS['payments-prod'].account_id}:db:${name}`,
    ),
    on_demand_hourly: '1.018',
    recurring_hourly: '0.672',
    upfront_hourly: '0',
    upfront_per_unit: '0',
    offering: 'No Upfront',
    lease: '3yr',
    start: '2025-12-15T00:00:00.000Z',
    end: '2028-12-15T00:00:00.000Z',
  },
  cache('2025-06-03T00:00:00.000Z', '2026-06-03T00:00:00.000Z'),
  cache('2026-06-03T00:00:00.000Z', '2027-06-03T00:00:00.000Z'),
]
