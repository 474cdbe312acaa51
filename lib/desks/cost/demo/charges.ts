import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import type { AccountName } from './accounts'
import type { ProductCode } from './services'

/** A promotional credit: so much a day from `start` up to but not including `end`. */
export const CREDIT = {
  account: 'northlight-root',
  product: 'AmazonEC2',
  description: 'Promotional credit: migration programme 2025',
  usd_per_day: '140',
  start: '2025-11-10',
  end: '2026-11-10',
} as const satisfies { account: AccountName; product: ProductCode; description: string; usd_per_day: Decimal; start: Day; end: Day }

/** Charges that happen once. Signed as billed. */
export const ONE_OFF_CHARGES: readonly { day: Day; account: AccountName; product: ProductCode; type: 'Fee' | 'Refund'; description: string; usd: Decimal }[] = [
  { day: '2026-08-21', account: 'northlight-root', product: 'AmazonRegistrar', type: 'Fee', description: 'Renewal of northlight.example', usd: '13' },
  {
    day: '2026-09-17',
    account: 'storefront-prod',
    product: 'AWSLambda',
    type: 'Refund',
    description: 'Service credit for the interruption of 2026-09-02',
    usd: '-8.2',
  },
]

/** Support of the payer account: the minimum price, posted on the sixth or the seventh for the month before. */
export const SUPPORT = { account: 'northlight-root', product: 'AWSSupportBusiness', usd: '100' } as const

/** Negotiated discounts, as lines of their own beside the usage they belong to. In percent of the unblended cost. */
export const NEGOTIATED_DISCOUNTS: readonly { account: AccountName; product: ProductCode; usage_type: string; pct: bigint }[] = [
  { account: 'storefront-prod', product: 'AmazonCloudFront', usage_type: 'EU-DataTransfer-Out-Bytes', pct: 12n },
  { account: 'data-platform', product: 'AmazonS3', usage_type: 'EU-TimedStorage-ByteHrs', pct: 4n },
]

/** Sales tax on marketplace charges, posted when the month closes. */
export const MARKETPLACE_TAX_PCT = 10n

/** Day of the following month on which a month closes and gets its invoice. */
export const CLOSING_DAY = 5
