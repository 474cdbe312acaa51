import { type Stored, savedPerMonth } from '@/lib/desks/cost/actions/saved-by-class'
import { STORAGE_CLASSES, type StorageClass, type StorageTariff } from '@/lib/desks/cost/actions/storage-tariffs'
import { big, toNumber } from '@/lib/kernel/money'
import { daysBetween } from '@/lib/kernel/time'
import type { ResourceCosts } from '@/schemas/evidence/cost'

const READS = /(?:^|-)Requests-Tier2$/
const WRITES = /(?:^|-)Requests-Tier1$/
// With fewer days a month's reads are a guess.
const LEAST_DAYS = 14
const DAYS_PER_MONTH = 30.4

/** How a bucket is used, as the bill shows it: reads a month, and days after which its objects are replaced. Null where it does not show it. */
export type BucketUse = { reads_per_month: number | null; lifetime_days: number | null }

/**
 * Requests are billed to their bucket. A bucket without such a line has none only where the record names the requests of other buckets, leaves nothing out and
 * goes over enough days.
 */
export function bucketUseOf(names: readonly string[], objects: number, costs: ResourceCosts, { standard }: StorageTariff): BucketUse {
  const days = daysBetween(costs.after.start, costs.after.end)
  const lines = costs.resources.filter((r) => READS.test(r.usage_type) || WRITES.test(r.usage_type))
  if (days < LEAST_DAYS || costs.is_cut || costs.scope.usage_type !== undefined || lines.length === 0) return { reads_per_month: null, lifetime_days: null }
  const perDay = (usage: RegExp, price: string) =>
    lines.filter((r) => usage.test(r.usage_type) && names.includes(r.resource_id)).reduce((sum, r) => sum + toNumber(r.list_cost_per_day) / Number(price), 0)
  const writes = perDay(WRITES, standard.write)
  return {
    reads_per_month: Math.ceil(perDay(READS, standard.read) * DAYS_PER_MONTH),
    lifetime_days: writes === 0 ? Number.POSITIVE_INFINITY : Math.floor(objects / writes),
  }
}

/**
 * The class that saves most of those whose least time objects stay long enough for. Without knowing how often they are read, and how long they stay, that is
 * the one that charges for neither. Null where none saves anything.
 */
export function chooseStorageClass(
  stored: Stored,
  lifetime_days: number | null,
  after_days: number,
  tariff: StorageTariff,
): { storage_class: StorageClass; is_known: boolean } | null {
  const is_known = stored.reads_per_month !== null && lifetime_days !== null
  const fit = STORAGE_CLASSES.filter(
    (name) => name === 'INTELLIGENT_TIERING' || (is_known && (lifetime_days ?? 0) >= after_days + tariff.classes[name].least_days),
  )
  const ranked = fit.map((name) => ({ name, saved: savedPerMonth(name, stored, tariff) })).sort((a, b) => b.saved.cmp(a.saved))
  const [best] = ranked
  return best === undefined || best.saved.lte(big('0')) ? null : { storage_class: best.name, is_known }
}
