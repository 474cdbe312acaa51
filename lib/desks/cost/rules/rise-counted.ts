import { type Big, big } from '@/lib/kernel/money'
import type { Anomaly } from '@/schemas/cost'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'
import type { LeafChanges } from '@/schemas/evidence/cost'
import { countsIn } from './counts-in'

const NOUGHT = big('0')

/**
 * How much of a rise a day a filter counts: all or none of it by its scope, else the share of its leaves that are counted. Unknown, with what is missing, where
 * a leaf that rose cannot be told. `leaves` null: nobody has looked at them.
 */
export function riseCounted(
  filter: BudgetFilter | null,
  { scope, delta_daily_cost }: Pick<Anomaly, 'scope' | 'delta_daily_cost'>,
  leaves: LeafChanges['leaves'] | null,
): { rise: Big } | { missing: string[] } {
  const rise = big(delta_daily_cost)
  const whole = countsIn(filter, scope)
  if (whole.says !== 'unknown') return { rise: whole.says === 'all' ? rise : NOUGHT }
  const moved = (leaves ?? []).map((leaf) => ({ by: big(leaf.after_cost).minus(leaf.before_cost), counted: countsIn(filter, { ...scope, ...leaf.scope }) }))
  const [total, missing] = [
    moved.reduce((sum, m) => sum.plus(m.by), NOUGHT),
    moved.flatMap((m) => (m.counted.says === 'unknown' && !m.by.eq(NOUGHT) ? m.counted.missing : [])),
  ]
  if (missing.length > 0 || total.lte(NOUGHT)) return { missing: missing.length > 0 ? [...new Set(missing)].sort() : whole.missing }
  const inside = moved.reduce((sum, m) => (m.counted.says === 'all' ? sum.plus(m.by) : sum), NOUGHT)
  const share = inside.div(total)
  return { rise: rise.times(share.lt(NOUGHT) ? NOUGHT : share.gt(big('1')) ? big('1') : share) }
}
