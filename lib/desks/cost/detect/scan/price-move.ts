import { type BillLeaf, USAGE_KINDS } from '@/lib/desks/cost/detect/bill-leaf'
import { groupLeaves } from '@/lib/desks/cost/detect/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/middle'
import type { Alarm } from './alarm'

const BEFORE_DAYS = 7
const AFTER_DAYS = 3
// Leaves below this say little about a ratio. Dollars a day.
const MIN_LEAF_COST = 0.5
const MIN_LEAVES = 3
const MIN_RATIO = 0.08
// Usage of different things never moves by the same factor to this degree; a price does it to all of them. A share of the move, plus noise.
const SAME_SHARE = 0.2
const SAME_NOISE = 0.03
// The dearest line alone could set the ratio, so the others have to agree without it.
const AGREEING_SHARE = 0.6

// One usage type in few places is closer to chance than a whole service, so there every place has to agree, and more closely; and a factor that one account
// alone has is how it is used, not what it costs.
const ONE_TYPE = { least: 2, accounts: 2, same_share: 0.1, same_noise: 0.02, agreeing_share: 1 } as const
const WHOLE_SERVICE = { least: MIN_LEAVES, accounts: 1, same_share: SAME_SHARE, same_noise: SAME_NOISE, agreeing_share: AGREEING_SHARE } as const

/**
 * What every line of a service in a region was multiplied by, when that is one factor: the mark of a price, not of usage. `usage_type` is null when the
 * whole service moved, else the one usage type that did.
 */
export type PriceMove = { ratio: number; members: number[]; usage_type: string | null }

/** Looks at the whole service and region around an alarm of the daily model, then at its usage type alone. Null when the lines moved each in their own way. */
export function priceMove(alarm: Alarm, leaves: readonly BillLeaf[]): PriceMove | null {
  const { service_name, region_id, usage_type = '' } = alarm.scope
  const isPriced = ({ kind, scope }: BillLeaf) =>
    USAGE_KINDS.has(kind) && kind !== 'committed' && scope.service_name === service_name && scope.region_id === region_id
  const around = leaves.flatMap((leaf, i) => (isPriced(leaf) ? [i] : []))
  const whole = oneFactor(around, alarm.flagged[0] ?? 0, leaves, WHOLE_SERVICE)
  if (whole !== null) return { ...whole, usage_type: null }
  const same_type = around.filter((i) => leaves[i]?.scope.usage_type === usage_type)
  const one = oneFactor(same_type, alarm.flagged[0] ?? 0, leaves, ONE_TYPE)
  return one === null ? null : { ...one, usage_type }
}

type Strictness = { least: number; accounts: number; same_share: number; same_noise: number; agreeing_share: number }

function oneFactor(around: readonly number[], first: number, leaves: readonly BillLeaf[], strict: Strictness): { ratio: number; members: number[] } | null {
  const places = groupLeaves(
    around.map((i) => leaves[i] as BillLeaf),
    ['sub_account_id', 'usage_type', 'owner'],
  )
  const moved = places.flatMap((place) => {
    const members = place.map((n) => around[n] as number)
    const sum = (t: number) => members.reduce((total, i) => total + (leaves[i]?.values[t] ?? 0), 0)
    const before = middle(Array.from({ length: BEFORE_DAYS }, (_, d) => sum(first - 1 - d)))
    const after = middle(Array.from({ length: AFTER_DAYS }, (_, d) => sum(first + d)))
    return before < MIN_LEAF_COST ? [] : [{ members, before, ratio: after / before }]
  })
  if (moved.length < strict.least) return null
  const ratio = weightedMiddle(moved)
  const reach = strict.same_share * Math.abs(ratio - 1) + strict.same_noise
  const agreeing = moved.filter((m) => Math.abs(m.ratio - ratio) <= reach)
  const dearest = moved.reduce((a, b) => (b.before > a.before ? b : a))
  const others = (list: typeof moved) => total(list.filter((m) => m !== dearest))
  if (ratio < 1 + MIN_RATIO || agreeing.length < strict.least || others(agreeing) < strict.agreeing_share * others(moved)) return null
  const members = agreeing.flatMap((m) => m.members)
  const accounts = new Set(members.map((i) => leaves[i]?.scope.sub_account_id))
  return accounts.size < strict.accounts ? null : { ratio, members }
}

const total = (list: readonly { before: number }[]): number => list.reduce((sum, m) => sum + m.before, 0)

function weightedMiddle(moved: readonly { before: number; ratio: number }[]): number {
  const half = total(moved) / 2
  let passed = 0
  for (const { before, ratio } of [...moved].sort((a, b) => a.ratio - b.ratio)) {
    passed += before
    if (passed >= half) return ratio
  }
  return 1
}
