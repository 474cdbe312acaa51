import type { ChargeKind, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { monthlyOfCharges } from '@/lib/desks/cost/detect/charges/charge-step'
import { chargeSteps, quietCharges } from '@/lib/desks/cost/detect/charges/charge-steps'
import { type Alarm, NEWS_DAYS, type Silenced } from './alarm'
import type { ScanParams } from './scan-params'
import { silencedMonthly } from './silenced-monthly'

const CHARGES: readonly ChargeKind[] = ['credit', 'refund', 'fee', 'marketplace', 'commitment_unused']
// Dollars a day above which a charge is believed on its first day.
const AT_ONCE = 250
const MIN_IMPACT = 10

/** Credits that ended, subscriptions that began, fees that rose: steps in charges that have no usage behind them, by account and product. What comes every month, or came like this before, is kept quiet. */
export function chargeAlarms({ days, is_whole, leaves }: DailyBill, p: ScanParams): { alarms: Alarm[]; silenced: Silenced[] } {
  const calendar = days.map((day, t) => ({ day, is_settled: is_whole[t] === true }))
  const limits = { ...p, min_impact: MIN_IMPACT, new_spend_at_once: AT_ONCE }
  const found = CHARGES.flatMap((kind) =>
    groupLeaves(leaves, ['sub_account_id', 'service_name'], (leaf) => leaf.kind === kind).map((members) => {
      const values = sumLeaves(members, leaves)
      const monthly = monthlyOfCharges(values)
      const { sub_account_id = '', service_name = '' } = leaves[members[0] ?? 0]?.scope ?? {}
      const cell = { detector: 'charge' as const, scope: { sub_account_id, service_name }, members }
      const alarms = chargeSteps(values, calendar, limits, monthly).map(
        ({ flagged, before, due }): Alarm => ({
          ...cell,
          flagged: flagged.slice(0, NEWS_DAYS),
          lasting: flagged,
          expected: flagged.map(() => before),
          is_new: Math.abs(before) < 0.005,
          usual: days.slice(flagged[0] ?? days.length).map((_, n) => (n < flagged.length ? before : before - due)),
        }),
      )
      return { alarms, silenced: silencedMonthly(cell, values, quietCharges(values, calendar, limits, monthly), alarms, MIN_IMPACT) }
    }),
  )
  return { alarms: found.flatMap(({ alarms }) => alarms), silenced: found.flatMap(({ silenced }) => silenced) }
}
