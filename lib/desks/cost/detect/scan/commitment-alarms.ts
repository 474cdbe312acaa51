import type { DailyBill } from '@/lib/desks/cost/detect/bill-leaf'
import { commitmentShifts } from '@/lib/desks/cost/detect/commitment-shift'
import { sumLeaves } from '@/lib/desks/cost/detect/leaf-groups'
import type { Alarm } from './alarm'

/** Commitments that ended while the usage under them went on. */
export function commitmentAlarms({ leaves }: DailyBill): Alarm[] {
  return commitmentShifts(leaves).map(({ leaves: members, flagged, lost, gained }) => {
    const values = sumLeaves(members, leaves)
    return {
      detector: 'commitment',
      scope: leaves[members[0] ?? 0]?.scope ?? {},
      members,
      flagged,
      lasting: flagged,
      expected: flagged.map((t) => (values[t] ?? 0) - gained + lost),
      is_new: false,
    }
  })
}
