import { Big, big, toDecimal } from '@/lib/kernel/money'
import type { CommitmentUse } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'

// Effective within 1 % of list means that no commitment pays for it.
const ON_DEMAND_RATIO = '0.99'

/**
 * Share of a stopped resource's cost that leaves the bill, 0..1. On-demand usage leaves it whole. What a commitment pays
 * for goes on being paid, unless other eligible usage moves under it; without evidence of such usage nothing is promised.
 */
export function marginalRatio(effective: Decimal, list: Decimal, commitments: readonly CommitmentUse[]): Decimal {
  if (big(effective).lte(0)) return '0'
  if (big(effective).gte(big(list).times(ON_DEMAND_RATIO))) return '1'
  const uncovered = commitments.reduce((most, use) => {
    const covered = use.commitments.reduce((total, c) => total.plus(c.covered_list_cost_after), new Big(0))
    const left = big(use.eligible_list_cost_after).minus(covered)
    return left.gt(most) ? left : most
  }, new Big(0))
  const displaced = uncovered.lt(list) ? uncovered : big(list)
  const ratio = displaced.div(effective)
  return toDecimal((ratio.gt(1) ? new Big(1) : ratio).round(6, Big.roundHalfEven))
}
