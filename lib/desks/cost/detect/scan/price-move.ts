import { type BillLeaf, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumOn } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { Alarm, PriceMove } from './alarm'
import { unitPriceMove } from './unit-price-move'

const BEFORE_DAYS = 7
const AFTER_DAYS = 3
// Leaves below this say little about a ratio. Dollars a day.
const MIN_LEAF_COST = 0.5
const MIN_LEAVES = 3
const MIN_RATIO = 0.08
// Usage of different things never moves by the same factor to this degree; a price does it to all of them. A share of the move, plus noise.
const SAME_SHARE = 0.2
const SAME_NOISE = 0.03
// A price begins on one day: by the alarm's first day the lines have to be more than half of the way up, or it began after the alarm.
const FIRST_DAY_SHARE = 0.5
// The dearest line alone could set the ratio, so the others have to agree without it.
const AGREEING_SHARE = 0.6

/** Looks at the units of the lines themselves, then (for an alarm of the daily model) at the whole service and region around. Null when the lines moved each in their own way. */
export function priceMove(alarm: Alarm, leaves: readonly BillLeaf[]): PriceMove | null {
  const { service_name, region_id, usage_type = '' } = alarm.scope
  const unit = unitPriceMove(alarm, leaves)
  if (unit !== null) return { basis: 'unit_price', ...unit, usage_type }
  const isPriced = ({ kind, scope }: BillLeaf) =>
    USAGE_KINDS.has(kind) && kind !== 'committed' && scope.service_name === service_name && scope.region_id === region_id
  const around = leaves.flatMap((leaf, i) => (isPriced(leaf) ? [i] : []))
  const whole = oneFactor(around, alarm.flagged[0] ?? 0, leaves)
  return whole === null ? null : { basis: 'one_factor', ...whole, usage_type: null }
}

function oneFactor(around: readonly number[], first: number, leaves: readonly BillLeaf[]): { ratio: number; members: number[] } | null {
  const places = groupLeaves(
    around.map((i) => leaves[i] as BillLeaf),
    ['sub_account_id', 'usage_type', 'owner'],
  )
  const moved = places.flatMap((place) => {
    const members = place.map((n) => around[n] as number)
    const sum = (t: number) => sumOn(members, leaves, t)
    const before = middle(Array.from({ length: BEFORE_DAYS }, (_, d) => sum(first - 1 - d)))
    const after = middle(Array.from({ length: AFTER_DAYS }, (_, d) => sum(first + d)))
    return before < MIN_LEAF_COST ? [] : [{ members, before, ratio: after / before, first_ratio: sum(first) / before }]
  })
  if (moved.length < MIN_LEAVES) return null
  const ratio = weightedMiddle(moved, (m) => m.ratio)
  const reach = SAME_SHARE * Math.abs(ratio - 1) + SAME_NOISE
  const agreeing = moved.filter((m) => Math.abs(m.ratio - ratio) <= reach)
  const dearest = moved.reduce((a, b) => (b.before > a.before ? b : a))
  const others = (list: typeof moved) => total(list.filter((m) => m !== dearest))
  if (ratio < 1 + MIN_RATIO || agreeing.length < MIN_LEAVES || others(agreeing) < AGREEING_SHARE * others(moved)) return null
  if (weightedMiddle(agreeing, (m) => m.first_ratio) < 1 + FIRST_DAY_SHARE * (ratio - 1)) return null
  return { ratio, members: agreeing.flatMap((m) => m.members) }
}

const total = (list: readonly { before: number }[]): number => list.reduce((sum, m) => sum + m.before, 0)

function weightedMiddle<T extends { before: number }>(moved: readonly T[], of: (m: T) => number): number {
  const half = total(moved) / 2
  let passed = 0
  for (const m of [...moved].sort((a, b) => of(a) - of(b))) {
    passed += m.before
    if (passed >= half) return of(m)
  }
  return 1
}
