import type { DailyBill } from '@/lib/desks/cost/detect/bill-leaf'
import { commitmentShifts } from '@/lib/desks/cost/detect/commitment-shift'
import { sumLeaves } from '@/lib/desks/cost/detect/leaf-groups'
import { type Alarm, NEWS_DAYS } from './alarm'

/** Commitments that ended while the usage under them went on. */
export function commitmentAlarms({ leaves, is_whole }: DailyBill): Alarm[] {
  return commitmentShifts(leaves).map(({ leaves: members, flagged: all, lost, gained }) => {
    const lasting = all.filter((t) => is_whole[t] === true)
    const values = sumLeaves(members, leaves)
    return {
      detector: 'commitment',
      scope: leaves[members[0] ?? 0]?.scope ?? {},
      members,
      flagged: lasting.slice(0, NEWS_DAYS),
      lasting,
      expected: lasting.map((t) => (values[t] ?? 0) - gained + lost),
      is_new: false,
    }
  })
}
