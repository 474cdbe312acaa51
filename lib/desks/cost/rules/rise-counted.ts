import { type Big, big } from '@/lib/kernel/money'
import type { Anomaly } from '@/schemas/cost'
import type { BudgetFilter } from '@/schemas/evidence/budget-filter'
import type { BudgetLines } from '@/schemas/evidence/budget-lines'
import type { LeafChanges } from '@/schemas/evidence/cost'
import { type Counted, countsIn } from './counts-in'

const NOUGHT = big('0')

/** The parts of a rise as somebody has looked at them; null where nobody has. */
export type RiseLooks = { leaves: LeafChanges['leaves'] | null; lines: BudgetLines | null }
export const NOT_LOOKED: RiseLooks = { leaves: null, lines: null }

/**
 * How much of a rise a day a filter counts: all or none of it by its scope, else the share of its leaves that are counted. Unknown, with what is missing, where
 * a leaf that rose cannot be told. Where a filter asks for more than a leaf says, its lines are looked at instead.
 */
export function riseCounted(
  filter: BudgetFilter | null,
  { scope, delta_daily_cost }: Pick<Anomaly, 'scope' | 'delta_daily_cost'>,
  { leaves, lines }: RiseLooks,
): { rise: Big } | { missing: string[] } {
  const rise = big(delta_daily_cost)
  const whole = countsIn(filter, scope)
  if (whole.says !== 'unknown') return { rise: whole.says === 'all' ? rise : NOUGHT }
  const by_leaf = sharesOf(leaves ?? [], (leaf) => countsIn(filter, { ...scope, ...leaf.scope }))
  const moved =
    lines === null || (by_leaf.length > 0 && by_leaf.every((m) => m.counted.says !== 'unknown'))
      ? by_leaf
      : sharesOf(lines.lines, (line) => countsIn(filter, { ...scope, ...line.scope }, termsHeld(lines, line.terms)))
  const [total, missing] = [
    moved.reduce((sum, m) => sum.plus(m.by), NOUGHT),
    moved.flatMap((m) => (m.counted.says === 'unknown' && !m.by.eq(NOUGHT) ? m.counted.missing : [])),
  ]
  if (missing.length > 0 || total.lte(NOUGHT)) return { missing: missing.length > 0 ? [...new Set(missing)].sort() : whole.missing }
  const inside = moved.reduce((sum, m) => (m.counted.says === 'all' ? sum.plus(m.by) : sum), NOUGHT)
  const share = inside.div(total)
  return { rise: rise.times(share.lt(NOUGHT) ? NOUGHT : share.gt(big('1')) ? big('1') : share) }
}

const sharesOf = <T extends { before_cost: string; after_cost: string }>(parts: readonly T[], counted: (part: T) => Counted) =>
  parts.map((part) => ({ by: big(part.after_cost).minus(part.before_cost), counted: counted(part) }))

const termsHeld = ({ held }: BudgetLines, terms: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(held.flatMap((name) => (terms[name] === undefined ? [] : [[name, terms[name]] as const])))
