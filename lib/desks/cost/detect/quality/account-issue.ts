import { type BillLeaf, type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { AccountMove } from './account-moves'
import { usualCost } from './handover'
import type { OwnerPart, QualityIssue } from './quality-issue'

// Places that are named one by one, the dearest: an evidence body is read by people too.
const MOST_PARTS = 200
// Shares are told apart by this much.
const STEPS = 20

/** A workload that moved: told in the account that it came to, place by place. Its days reach from the first thing that moved to the last. */
export function accountIssue({ from, to, places, cost }: AccountMove, { leaves, days }: DailyBill): QualityIssue {
  const at = places.flatMap(({ gone, come }) => [gone.at, come.at])
  const first = Math.min(...at)
  return {
    rule: 'account_moved',
    scope: { sub_account_id: to },
    first_day: days[first] ?? '',
    last_day: days[Math.max(...at)] ?? '',
    before: cost,
    during: places.reduce((sum, { come }) => sum + come.change, 0),
    other_name: from,
    parts: partsOf({ from, to, places, first }, leaves),
  }
}

type Moved = Pick<AccountMove, 'from' | 'to' | 'places'> & { first: number }

/** Usage types that went, the dearest first, and the share of each: one usage type may be billed by operation, of which another stayed. */
function partsOf({ from, to, places, first }: Moved, leaves: readonly BillLeaf[]): OwnerPart[] {
  const keyOf = ({ service_name = '', region_id = '', usage_type = '', owner = '' }: BillLeaf['scope']) =>
    [service_name, region_id, usage_type, owner].join('\u0000')
  const given = new Map<string, { cost: number; to_owner: string }>()
  for (const { gone, come } of places) {
    const key = keyOf(leaves[gone.members[0] ?? 0]?.scope ?? {})
    given.set(key, { cost: (given.get(key)?.cost ?? 0) - gone.change, to_owner: come.owner })
  }
  const had = new Map<string, number>()
  for (const leaf of leaves)
    if (leaf.scope.sub_account_id === from && USAGE_KINDS.has(leaf.kind)) had.set(keyOf(leaf.scope), (had.get(keyOf(leaf.scope)) ?? 0) + usualCost(leaf, first))
  return [...given]
    .sort(([a, x], [b, y]) => y.cost - x.cost || (a < b ? -1 : 1))
    .slice(0, MOST_PARTS)
    .flatMap(([key, { cost, to_owner }]): OwnerPart[] => {
      const [service_name = '', region_id = '', usage_type = '', owner = ''] = key.split('\u0000')
      const share_ratio = Math.round((cost / Math.max(cost, had.get(key) ?? 0)) * STEPS) / STEPS
      if (share_ratio <= 0) return []
      const part = { from, to, service_name, region_id, usage_type, owner, ...(to_owner === owner ? {} : { to_owner }) }
      // What changes its owner goes as a whole.
      return [share_ratio >= 1 || to_owner !== owner ? part : { ...part, share_ratio }]
    })
}
