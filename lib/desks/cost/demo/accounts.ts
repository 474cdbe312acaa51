import type { Environment } from '@/schemas/action'

export type DemoAccount = { account_id: string; env: Environment }

/** The organisation: the payer first. Team is a tag, so an account has an environment but no team. */
export const ACCOUNTS = {
  'northlight-root': { account_id: '210000000001', env: 'prod' },
  'storefront-prod': { account_id: '210000000002', env: 'prod' },
  'data-platform': { account_id: '210000000003', env: 'prod' },
  'ml-research': { account_id: '210000000004', env: 'dev' },
  'payments-prod': { account_id: '210000000005', env: 'prod' },
  'lumen-dev': { account_id: '210000000006', env: 'dev' },
  'shared-services': { account_id: '210000000007', env: 'prod' },
  'analytics-stage': { account_id: '210000000008', env: 'stage' },
} as const satisfies Record<string, DemoAccount>

export type AccountName = keyof typeof ACCOUNTS
export const ACCOUNT_NAMES = Object.keys(ACCOUNTS) as AccountName[]
export const PAYER: string = ACCOUNTS['northlight-root'].account_id

export const TEAMS = ['storefront', 'checkout', 'data', 'ml', 'payments', 'platform', 'analytics'] as const
export type Team = (typeof TEAMS)[number]

// What the provider puts before a usage type outside us-east-1.
export const REGION_PREFIX = { 'eu-west-1': 'EU-', 'us-east-1': '', 'eu-central-1': 'EUC1-', 'us-west-2': 'USW2-', '': '' } as const
/** Empty for charges that belong to no region. */
export type RegionId = keyof typeof REGION_PREFIX
export const REGION_LOCATION: Record<RegionId, string> = {
  'eu-west-1': 'EU (Ireland)',
  'us-east-1': 'US East (N. Virginia)',
  'eu-central-1': 'EU (Frankfurt)',
  'us-west-2': 'US West (Oregon)',
  '': '',
}
