import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { closestScope } from '@/lib/desks/cost/detect/bill/grains'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { commitmentShifts } from '@/lib/desks/cost/detect/commitments/commitment-shift'
import type { Scope } from '@/schemas/evidence/cost'
import { type Alarm, NEWS_DAYS } from './alarm'

/** Commitments that ended while the usage under them went on. */
export function commitmentAlarms({ leaves, is_whole, commitments }: DailyBill): Alarm[] {
  return commitmentShifts(leaves, commitments).map(({ leaves: members, flagged: all, lost, gained }) => {
    const lasting = all.filter((t) => is_whole[t] === true)
    const values = sumLeaves(members, leaves)
    return {
      detector: 'commitment',
      scope: scopeOf(members, leaves),
      members,
      flagged: lasting.slice(0, NEWS_DAYS),
      lasting,
      expected: lasting.map((t) => (values[t] ?? 0) - gained + lost),
      is_new: false,
    }
  })
}

/** Where it ended: its first line, or what the lines have in common where they lie in several accounts. */
function scopeOf(members: readonly number[], leaves: readonly BillLeaf[]): Scope {
  const scopes = members.flatMap((i) => leaves[i]?.scope ?? [])
  const is_wide = scopes.some(({ sub_account_id }) => sub_account_id !== scopes[0]?.sub_account_id)
  return is_wide ? closestScope(scopes) : (scopes[0] ?? {})
}
