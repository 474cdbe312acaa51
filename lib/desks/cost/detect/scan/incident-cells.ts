import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves, sumOn } from '@/lib/desks/cost/detect/bill/leaf-groups'
import type { Scope } from '@/schemas/evidence/cost'
import type { Alarm } from './alarm'
import type { BillIncident } from './bill-incident'

// What an account cost before is the mean of these days.
const BEFORE_DAYS = 14
// What an account lost of a cover that ended in several, as a share of what the one that lost most did.
const FELT_RATIO = 0.1

/** What rose by account and service, over the days of each alarm, and the days on which something new was said of it. */
export function incidentCells(alarms: readonly Alarm[], leaves: readonly BillLeaf[]): BillIncident['cells'] {
  const cells = new Map<string, { scope: Scope; rise: number; flagged: number[] }>()
  for (const alarm of alarms)
    for (const { scope, rise } of alarm.scope.sub_account_id === undefined ? byAccount(alarm, leaves) : [wholeOf(alarm, leaves)]) {
      const { sub_account_id = '', service_name = '' } = scope
      const key = `${sub_account_id}\u0000${service_name}`
      const known = cells.get(key) ?? { scope: { sub_account_id, service_name }, rise: 0, flagged: [] }
      cells.set(key, { ...known, rise: known.rise + rise, flagged: [...known.flagged, ...alarm.flagged] })
    }
  return [...cells.values()]
    .map(({ scope, rise, flagged }) => ({ scope, rise_per_day: perDay(rise), flagged: [...new Set(flagged)].sort((a, b) => a - b) }))
    .sort((a, b) => Number(b.rise_per_day) - Number(a.rise_per_day))
}

type Rise = { scope: Scope; rise: number }

const wholeOf = (alarm: Alarm, leaves: readonly BillLeaf[]): Rise => ({ scope: alarm.scope, rise: mean(excessOf(alarm, leaves)) })

/** Dollars above what was expected, on each day on which an alarm lasts. */
export const excessOf = ({ members, lasting, expected }: Alarm, leaves: readonly BillLeaf[]): number[] =>
  lasting.map((t, i) => sumOn(members, leaves, t) - (expected[i] ?? 0))

/** The accounts of an alarm that lies in several, each against its own days before: those where cover went away, and of these those that it is felt in. */
function byAccount(alarm: Alarm, leaves: readonly BillLeaf[]): Rise[] {
  const [first = 0] = alarm.lasting
  const accounts = [...new Set(alarm.members.map((i) => leaves[i]?.scope.sub_account_id))]
  const rises = accounts.map((sub_account_id) => {
    const own = alarm.members.filter((i) => leaves[i]?.scope.sub_account_id === sub_account_id)
    const change = (of: readonly number[]) => {
      const values = sumLeaves(of, leaves)
      return mean(alarm.lasting.map((t) => values[t] ?? 0)) - mean(values.slice(Math.max(0, first - BEFORE_DAYS), first))
    }
    const lost = -change(own.filter((i) => leaves[i]?.kind === 'committed'))
    return { scope: { ...alarm.scope, sub_account_id }, rise: change(own), lost }
  })
  const most = Math.max(...rises.map(({ lost }) => lost))
  const losers = rises.filter(({ lost }) => lost >= Math.min(most, FELT_RATIO * most))
  const felt = losers.filter(({ rise }) => rise > 0)
  return felt.length === 0 ? losers : felt
}

const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)
