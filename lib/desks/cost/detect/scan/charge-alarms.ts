import type { ChargeKind, DailyBill } from '@/lib/desks/cost/detect/bill-leaf'
import { chargeSteps } from '@/lib/desks/cost/detect/charge-steps'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/leaf-groups'
import { type Alarm, NEWS_DAYS } from './alarm'
import type { ScanParams } from './scan-params'

const CHARGES: readonly ChargeKind[] = ['credit', 'refund', 'fee', 'marketplace', 'commitment_unused']
// Dollars a day above which a charge is believed on its first day.
const AT_ONCE = 250
const MIN_IMPACT = 10

/** Credits that ended, subscriptions that began, fees that rose: steps in charges that have no usage behind them, by account and product. */
export function chargeAlarms({ days, is_whole, leaves }: DailyBill, p: ScanParams): Alarm[] {
  const calendar = days.map((day, t) => ({ day, is_settled: is_whole[t] === true }))
  const limits = { ...p, min_impact: MIN_IMPACT, new_spend_at_once: AT_ONCE }
  return CHARGES.flatMap((kind) =>
    groupLeaves(leaves, ['sub_account_id', 'service_name'], (leaf) => leaf.kind === kind).flatMap((members) =>
      chargeSteps(sumLeaves(members, leaves), calendar, limits).map(({ flagged, before }): Alarm => {
        const { sub_account_id = '', service_name = '' } = leaves[members[0] ?? 0]?.scope ?? {}
        return {
          detector: 'charge',
          scope: { sub_account_id, service_name },
          members,
          flagged: flagged.slice(0, NEWS_DAYS),
          lasting: flagged,
          expected: flagged.map(() => before),
          is_new: Math.abs(before) < 0.005,
          usual: days.slice(flagged[0] ?? days.length).map(() => before),
        }
      }),
    ),
  )
}
