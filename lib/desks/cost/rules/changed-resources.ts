import { add, big, compareDecimal } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import type { Anomaly, Windows } from '@/schemas/cost'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { RESOURCE_CHANGES, ResourceChanges } from '@/schemas/evidence/resource-changes'
import type { Decimal } from '@/schemas/money'

type What = (typeof RESOURCE_CHANGES)[number]
type Billed = { resource_id: string; usage_type: string; first_day: string; last_day: string; cost_per_day: Decimal }

// Usage types that a resource has one of at a time, or moves between. Source: names of AWS usage types.
const WHAT: readonly (readonly [What, RegExp])[] = [
  ['machine_type', /(?:Box|Spot|Dedicated|Instance|Multi-AZ|Node)Usage:|(?:Box|Spot|Dedicated|Instance|Multi-AZ|Node)Usage$/],
  ['volume_type', /EBS:VolumeUsage(?:[.]|$)/],
  ['storage_class', /TimedStorage-/],
]
// The kind that gave way costs at most this much of what it did; the rest may be the day of the change or data that has not moved yet.
const LEFT_RATIO = '0.5'
// A resource that is billed as something new this many days around the onset belongs to it.
const SLACK_DAYS = 1

const whatOf = (usage_type: string): What | null => WHAT.find(([, pattern]) => pattern.test(usage_type))?.[0] ?? null

/** Resources that may have become something else: what they are billed as now began around the onset. */
export const mayHaveChanged = ({ resources }: ResourceCosts, { first_day }: Pick<Anomaly, 'first_day'>): string[] => [
  ...new Set(resources.filter((r) => whatOf(r.usage_type) !== null && isAround(r.first_seen, first_day)).map((r) => r.resource_id)),
]

/** What became of them: the same resource billed as one thing before the onset and as another of its kind since. Null where none did. */
export function changedResources(
  { scope, first_day, currency }: Pick<Anomaly, 'scope' | 'first_day' | 'currency'>,
  windows: Windows,
  billed: { before: readonly Billed[]; after: readonly Billed[] },
): ResourceChanges | null {
  const changes = billed.after.flatMap((to) => {
    const what = whatOf(to.usage_type)
    if (what === null || !isAround(to.first_day, first_day)) return []
    const same = (of: readonly Billed[]) => of.filter((b) => b.resource_id === to.resource_id && whatOf(b.usage_type) === what)
    const was = same(billed.before).filter((b) => b.usage_type !== to.usage_type && b.first_day < to.first_day)
    // Something that was billed before under this very name has not become it.
    if (same(billed.before).some((b) => b.usage_type === to.usage_type && b.last_day < addDays(to.first_day, -SLACK_DAYS))) return []
    const from = was.sort((a, b) => compareDecimal(b.cost_per_day, a.cost_per_day))[0]
    if (from === undefined) return []
    const left = same(billed.after).find((b) => b.usage_type === from.usage_type)?.cost_per_day ?? '0'
    if (big(left).gt(big(from.cost_per_day).times(LEFT_RATIO))) return []
    const { resource_id } = to
    const costs = { before_cost: from.cost_per_day, after_cost: add(to.cost_per_day, left) }
    return [{ resource_id, what, from_usage_type: from.usage_type, to_usage_type: to.usage_type, changed_on: to.first_day, ...costs }]
  })
  return changes.length === 0 ? null : { kind: 'cost.resource_changes', scope, currency, ...windows, changes }
}

function isAround(day: string, onset: string): boolean {
  return day >= addDays(onset, -SLACK_DAYS) && day <= addDays(onset, SLACK_DAYS)
}
