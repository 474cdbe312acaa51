import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { closestScope } from '@/lib/desks/cost/detect/bill/grains'
import { invariant } from '@/lib/kernel/errors'
import { add, big, subtract } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { Attribution, Slice } from '@/schemas/cost'
import { type Leaf, SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { EvidenceId } from '@/schemas/ids'
import { type LedgerInput, ledgerOf } from './ledger'
import { sliceScale } from './slice-scale'

// Two windows say nothing about day-to-day noise, so a leaf may move this share of its cost before it counts as changed.
const NOISE_RATIO = 0.05

/**
 * Where the change sits (slices that moved by one factor, and a remainder) and what kind of change it is (a ledger that sums exactly).
 * Slices cover usage; charges such as credits appear in the ledger and in the remainder.
 */
export function attribute(input: LedgerInput & { evidence_ids: EvidenceId[] }): Attribution {
  const { leaves } = input.leaf_changes
  const ledger = ledgerOf(input)
  invariant(big(ledger.residual).abs().lte('0.01'), 'the ledger of a change does not sum to the change')
  const slices = slicesOf(leaves)
  return { slices, remainder: subtract(ledger.total_change, add(...slices.map((s) => s.net_change))), ...ledger, evidence_ids: input.evidence_ids }
}

function slicesOf(leaves: readonly Leaf[]): Slice[] {
  const found = sliceScale(
    leaves.map((leaf) => {
      const [expected, actual] = [Number(leaf.before_cost), Number(leaf.after_cost)]
      return {
        keys: SCOPE_KEYS.map((key) => leaf.scope[key] ?? ''),
        expected: Math.max(0, expected),
        actual: Math.max(0, actual),
        noise: NOISE_RATIO * Math.max(0, expected),
      }
    }),
  )
  // A leaf in two slices belongs to the smaller one, so that net changes add up.
  const owner = new Map<number, number>()
  for (const [n, slice] of found.entries())
    for (const i of slice.leaves) {
      const known = owner.get(i)
      if (known === undefined || slice.leaves.length < (found[known]?.leaves.length ?? 0)) owner.set(i, n)
    }
  return found.map((slice, n) => ({
    scope: closestScope(slice.leaves.filter((i) => leaves[i] !== undefined).map((i) => leaves[i]?.scope ?? {})),
    factor: slice.factor === null ? null : round6(slice.factor),
    gain: perDay(slice.gain),
    share: round6(slice.share),
    net_change: add(...slice.leaves.filter((i) => owner.get(i) === n).map((i) => subtract(leaves[i]?.after_cost ?? '0', leaves[i]?.before_cost ?? '0'))),
  }))
}
