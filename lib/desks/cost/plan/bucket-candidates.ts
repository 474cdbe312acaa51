import { big } from '@/lib/kernel/money'
import type { Environment } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { environmentOf } from '../actions/environment-of'
import { s3LifecycleTransition } from '../actions/s3-lifecycle-transition'
import { bodiesOf, pricesOf } from './priced-resources'
import type { Candidate } from './proposal'

/** Standard storage of a bucket; the other classes have a word more. */
export const STANDARD_STORAGE = /(?:^|-)TimedStorage-ByteHrs$/
// The class that watches which objects are read: what is read often stays fast and nothing is charged for reading it.
const STORAGE_CLASS = 'INTELLIGENT_TIERING'
const AFTER_DAYS = 30
/** What moving one object costs in the costliest class that the action offers, Glacier Instant Retrieval: 0.02 USD for 1,000 objects. Source: S3 price list, us-east-1. */
const TRANSITION_COST = '0.00002'
// The action takes no more at once.
const MOST_TARGETS = 5

type Target = { arn: string; label: string; name: string; effective_cost_per_day: string }

/** Buckets on standard storage that nothing moves to a cheaper class, and whose saving is above what watching their objects costs. A bucket that nobody counted is passed over. */
export function bucketCandidates(q: { evidence: readonly Evidence[]; currency: string }): Candidate[] {
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), STANDARD_STORAGE)
  return bodiesOf(q.evidence, 'cloud.buckets').flatMap(({ account_id, region_id, buckets, evidence_id }) => {
    const groups = new Map<Environment, { targets: Target[]; cited: Set<string> }>()
    for (const b of buckets) {
      const price = prices.get(b.arn) ?? prices.get(b.name)
      if (price === undefined || b.has_transition || b.objects === null || b.standard_bytes === null || b.objects === 0) continue
      const counts = { objects: b.objects, average_size_bytes: Math.floor(b.standard_bytes / b.objects), transition_cost: TRANSITION_COST, prefix: '' }
      const cost = { effective_cost_per_day: price.effective, list_cost_per_day: price.list }
      const target = { arn: b.arn, label: b.name, name: b.name, ...cost, ...counts }
      const environment = environmentOf(b.tags)
      if (!saves(paramsOf({ account_id, region_id, environment, currency: q.currency, targets: [target] }))) continue
      const group = groups.get(environment) ?? { targets: [], cited: new Set([evidence_id]) }
      groups.set(environment, { targets: [...group.targets, target], cited: group.cited.add(price.evidence_id) })
    }
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([environment, { targets, cited }]): Candidate => {
        const mine = targets
          .toSorted((a, b) => big(b.effective_cost_per_day).cmp(a.effective_cost_per_day) || (a.name < b.name ? -1 : 1))
          .slice(0, MOST_TARGETS)
        const reasons = [{ code: 'buckets_stay_in_standard', facts: { buckets: mine.length }, evidence_ids: [...cited] }]
        return { template: 's3_lifecycle_transition', params: paramsOf({ account_id, region_id, environment, currency: q.currency, targets: mine }), reasons }
      })
  })
}

const paramsOf = <T extends Target>(ask: { account_id: string; region_id: string; environment: Environment; currency: string; targets: T[] }) => ({
  ...ask,
  storage_class: STORAGE_CLASS,
  after_days: AFTER_DAYS,
})
const saves = (params: Candidate['params']): boolean => big(s3LifecycleTransition.bind(params).savings.expected).gt(0)
