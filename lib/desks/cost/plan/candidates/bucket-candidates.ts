import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import { type StorageClass, type StorageTariff, storageTariff } from '@/lib/desks/cost/actions/storage-tariffs'
import { LEAST_SIZE_BYTES } from '@/lib/desks/cost/actions/templates/s3-lifecycle-transition'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { big } from '@/lib/kernel/money'
import type { Environment, RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { bodiesOf, pricesOf } from './priced-resources'
import { bucketUseOf, chooseStorageClass } from './storage-class'

/** Standard storage of a bucket; the other classes have a word more. */
export const STANDARD_STORAGE = /(?:^|-)TimedStorage-ByteHrs$/
const TEMPLATE = 's3_lifecycle_transition'
const AFTER_DAYS = 30
// The action takes no more at once.
const MOST_TARGETS = 5
const WHY = {
  not_counted: { because: 'not known: how many objects it holds and how large they are', would_allow: 'the daily storage metrics of CloudWatch' },
  small: { because: 'its objects are below 128 KiB on average, which cheaper classes bill as 128 KiB', would_allow: 'a prefix with larger objects' },
  short_lived: { because: 'its objects are deleted or replaced before they would move', would_allow: 'a prefix whose objects stay longer' },
  nothing_saved: { because: 'watching, reading and moving its objects costs more than a cheaper class saves', would_allow: 'fewer or larger objects' },
} as const

type Bucket = {
  arn: string
  name: string
  objects: number | null
  standard_bytes: number | null
  has_transition: boolean
  expires_after_days?: number | null | undefined
}
type Target = { arn: string; label: string; name: string; effective_cost_per_day: string } & Record<string, unknown>
type Group = { environment: Environment; storage_class: StorageClass; is_known: boolean; targets: Target[]; cited: Set<string> }
type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }

/**
 * Buckets on standard storage that nothing moves to a cheaper class, each with the class that its use as the bill shows it pays for. One that nobody counted,
 * or for which no class saves anything, says so.
 */
export function bucketCandidates(q: { evidence: readonly Evidence[]; currency: string }): Found {
  const records = bodiesOf(q.evidence, 'cost.resource_costs')
  const prices = pricesOf(records, STANDARD_STORAGE)
  const rejected: RejectedCandidate[] = []
  const candidates = bodiesOf(q.evidence, 'cloud.buckets').flatMap(({ account_id, region_id, buckets, evidence_id }) => {
    const groups = new Map<string, Group>()
    const tariff = storageTariff(region_id)
    for (const b of buckets) {
      const price = prices.get(b.arn) ?? prices.get(b.name)
      if (price === undefined || b.has_transition) continue
      const record = records.find((r) => r.evidence_id === price.evidence_id)
      if (tariff === null) {
        rejected.push({
          template: TEMPLATE,
          target: b.name,
          because: `not known: what storage classes cost in ${region_id}`,
          would_allow: 'a price list of that region',
        })
        continue
      }
      const fit = record === undefined ? 'not_counted' : fitOf(b, price.effective, record, tariff)
      if (typeof fit === 'string') {
        if (fit !== 'empty') rejected.push({ template: TEMPLATE, target: b.name, ...WHY[fit] })
        continue
      }
      const { storage_class, is_known, counts } = fit
      const target = { arn: b.arn, label: b.name, name: b.name, effective_cost_per_day: price.effective, list_cost_per_day: price.list, ...counts, prefix: '' }
      const environment = environmentOf(b.tags)
      const key = `${environment} ${storage_class} ${is_known}`
      const group = groups.get(key) ?? { environment, storage_class, is_known, targets: [], cited: new Set([evidence_id]) }
      groups.set(key, { ...group, targets: [...group.targets, target], cited: group.cited.add(price.evidence_id) })
    }
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { environment, storage_class, is_known, targets, cited }]): Candidate => {
        const mine = targets
          .toSorted((a, b) => big(b.effective_cost_per_day).cmp(a.effective_cost_per_day) || (a.name < b.name ? -1 : 1))
          .slice(0, MOST_TARGETS)
        const facts = { buckets: mine.length, storage_class, is_use_known: is_known }
        const params = { account_id, region_id, environment, currency: q.currency, targets: mine, storage_class, after_days: AFTER_DAYS }
        return { template: TEMPLATE, params, reasons: [{ code: 'buckets_stay_in_standard', facts, evidence_ids: [...cited] }] }
      })
  })
  return { candidates, rejected }
}

/** The class that one bucket should move to with what the action is to count with, or why none. */
function fitOf(b: Bucket, cost_per_day: string, record: Parameters<typeof bucketUseOf>[2], tariff: StorageTariff) {
  if (b.objects === null || b.standard_bytes === null) return 'not_counted'
  if (b.objects === 0) return 'empty'
  const average_size_bytes = Math.floor(b.standard_bytes / b.objects)
  if (average_size_bytes < LEAST_SIZE_BYTES) return 'small'
  const use = bucketUseOf([b.arn, b.name], b.objects, record, tariff)
  const lifetime_days = b.expires_after_days == null ? use.lifetime_days : Math.min(b.expires_after_days, use.lifetime_days ?? b.expires_after_days)
  if (lifetime_days !== null && lifetime_days <= AFTER_DAYS) return 'short_lived'
  const stored = { cost_per_day, objects: b.objects, average_size_bytes, reads_per_month: use.reads_per_month }
  const chosen = chooseStorageClass(stored, lifetime_days, AFTER_DAYS, tariff)
  if (chosen === null) return 'nothing_saved'
  const { transition } = tariff.classes[chosen.storage_class]
  return { ...chosen, counts: { objects: b.objects, average_size_bytes, transition_cost: transition, reads_per_month: use.reads_per_month } }
}
