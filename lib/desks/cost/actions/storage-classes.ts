import { type Big, big, DAYS_PER_MONTH } from '@/lib/kernel/money'

export const STORAGE_CLASSES = ['STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'] as const
export type StorageClass = (typeof STORAGE_CLASSES)[number]

/** USD of a class, and days for which it bills an object at least. Source: S3 price list, us-east-1; storage as a share of 0.023 USD for a GB-month of S3 Standard. */
export const STORAGE_PRICES = {
  STANDARD_IA: { of_standard: '0.543478', watching: '0', retrieval_per_gb: '0.01', read: '0.000001', transition: '0.00001', least_days: 30 },
  INTELLIGENT_TIERING: { of_standard: '0.543478', watching: '0.0000025', retrieval_per_gb: '0', read: '0.0000004', transition: '0.00001', least_days: 0 },
  GLACIER_IR: { of_standard: '0.173913', watching: '0', retrieval_per_gb: '0.03', read: '0.00001', transition: '0.00002', least_days: 90 },
} as const satisfies Record<StorageClass, Record<'of_standard' | 'watching' | 'retrieval_per_gb' | 'read' | 'transition', string> & { least_days: number }>

/** What one read costs in the standard class, USD. */
export const STANDARD_READ = '0.0000004'
// Objects move once: what that costs is taken from the savings of a year.
const MONTHS_OF_TRANSITION = 12
const BYTES_PER_GB = 1e9

export type Stored = {
  cost_per_day: string
  objects: number
  average_size_bytes: number /** Null: how often objects are read is not known. */
  reads_per_month: number | null
}

/**
 * What a class saves a month over the standard class, with what watching, reading and moving the objects costs taken off. Reads that are not known cost nothing
 * here: only a class that charges nothing for them may be chosen then.
 */
export function savedPerMonth(name: StorageClass, { cost_per_day, objects, average_size_bytes, reads_per_month }: Stored): Big {
  const price = STORAGE_PRICES[name]
  const reads = big(String(reads_per_month ?? 0))
  const storage = big(cost_per_day).times(DAYS_PER_MONTH).times(big('1').minus(price.of_standard))
  const reading = reads.times(big(price.read).minus(STANDARD_READ)).plus(reads.times(average_size_bytes).div(BYTES_PER_GB).times(price.retrieval_per_gb))
  return storage.minus(big(price.watching).times(objects)).minus(reading).minus(big(price.transition).times(objects).div(MONTHS_OF_TRANSITION))
}
