import { type Big, big, DAYS_PER_MONTH } from '@/lib/kernel/money'
import type { StorageClass, StorageTariff } from './storage-tariffs'

// Objects move once: what that costs is taken from the savings of a year.
const MONTHS_OF_TRANSITION = 12
const BYTES_PER_GB = 1e9
// As many digits as amounts of a bill have after a share was taken.
const SHARE_DIGITS = 6

export type Stored = {
  cost_per_day: string
  objects: number
  average_size_bytes: number /** Null: how often objects are read is not known. */
  reads_per_month: number | null
}

/** Storage of a class as a share of the standard class. */
export const ofStandard = (name: StorageClass, { classes, standard }: StorageTariff): Big =>
  big(classes[name].per_gb_month).div(standard.per_gb_month).round(SHARE_DIGITS)

/**
 * What a class saves a month over the standard class, with what watching, reading and moving the objects costs taken off. Reads that are not known cost nothing
 * here: only a class that charges nothing for them may be chosen then.
 */
export function savedPerMonth(name: StorageClass, { cost_per_day, objects, average_size_bytes, reads_per_month }: Stored, tariff: StorageTariff): Big {
  const price = tariff.classes[name]
  const reads = big(String(reads_per_month ?? 0))
  const storage = big(cost_per_day)
    .times(DAYS_PER_MONTH)
    .times(big('1').minus(ofStandard(name, tariff)))
  const reading = reads.times(big(price.read).minus(tariff.standard.read)).plus(reads.times(average_size_bytes).div(BYTES_PER_GB).times(price.retrieval_per_gb))
  return storage.minus(big(price.watching).times(objects)).minus(reading).minus(big(price.transition).times(objects).div(MONTHS_OF_TRANSITION))
}
