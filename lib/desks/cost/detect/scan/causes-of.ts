import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import { round6 } from '@/lib/kernel/stats'
import type { BillCause } from './bill-incident'
import type { AlarmGroup } from './join-alarms'
import { startOf } from './join-alarms'

const BEFORE_DAYS = 14
const MOST_CAUSES = 10

/** The lines whose cost rose, dearest rise first. Each is compared with its own usual day before its alarm. */
export function causesOf({ alarms }: AlarmGroup, leaves: readonly BillLeaf[]): BillCause[] {
  const rises = alarms.flatMap((alarm) =>
    alarm.members.map((leaf) => {
      const values = leaves[leaf]?.values ?? []
      const before = middle(values.slice(Math.max(0, startOf(alarm) - BEFORE_DAYS), startOf(alarm)))
      const now = alarm.lasting.reduce((sum, t) => sum + (values[t] ?? 0), 0) / Math.max(1, alarm.lasting.length)
      return { leaf, rise: round6(now - before) }
    }),
  )
  const risen = rises.filter(({ rise }) => rise > 0).sort((a, b) => b.rise - a.rise || a.leaf - b.leaf)
  const all = risen.reduce((sum, { rise }) => sum + rise, 0)
  return risen.slice(0, MOST_CAUSES).map(({ leaf, rise }) => ({
    scope: leaves[leaf]?.scope ?? {},
    operation: leaves[leaf]?.operation ?? '',
    rise_per_day: perDay(rise),
    share: round6(rise / all),
    leaf,
  }))
}
