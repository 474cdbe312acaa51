import { type Family, incidentKey, perDay } from '../anomaly/to-anomaly'
import { type ScopedValues, valuesOn } from '../bill/calendar'
import type { ChargeSeries } from '../charges/charge-anomalies'
import { monthlyOfCharges } from '../charges/charge-step'
import { quietCharges } from '../charges/charge-steps'
import { monthlyCharges } from '../charges/monthly-charges'
import { ACTIVE_DAYS } from '../model/active-incident'
import type { CalendarDay } from '../model/scored-day'
import type { DetectParams } from '../params'
import type { HeldBack } from './held-back'

/**
 * What came on the days that are looked at because it comes every month: leaf by leaf, and charge by charge (there also what came like this before); with what came together in
 * the leaves of an account that are each too small to be listed.
 */
export function heldMonthly(leaves: readonly ScopedValues[], charges: readonly ChargeSeries[], calendar: readonly CalendarDay[], p: DetectParams): HeldBack[] {
  const settled = calendar.findLastIndex((d) => d.is_settled)
  const looked = Array.from({ length: Math.min(ACTIVE_DAYS, settled + 1) }, (_, n) => settled - n).reverse()
  const charged = valuesOn(
    calendar,
    charges.map(({ series }) => series),
  )
  return [
    ...accountsOf(leaves).flatMap(([account, own]) => {
      const held = own.map(({ scope, values }) => heldIn(scope, 'usage', monthlyCharges(values)?.came))
      const small = own.filter((_, i) => held[i]?.length === 0)
      const together = calendar.map((_, t) => small.reduce((sum, { values }) => sum + (values[t] ?? 0), 0))
      return [...held.flat(), ...heldIn({ sub_account_id: account }, 'usage', monthlyCharges(together)?.came)]
    }),
    ...charged.flatMap(({ scope, values }, i) =>
      heldIn(scope, charges[i]?.family ?? 'fee', quietCharges(values, calendar, p, monthlyOfCharges(values), looked[0])),
    ),
  ]

  function heldIn(scope: HeldBack['scope'], family: Family, came: ArrayLike<number> | undefined): HeldBack[] {
    return looked.flatMap((t): HeldBack[] => {
      const dollars = came?.[t] ?? 0
      if (dollars < p.min_impact) return []
      const [first_day, change_per_day] = [calendar[t]?.day ?? '', perDay(dollars)]
      return [{ scope, family, first_day, change_per_day, rule: 'monthly_fee', incident_key: incidentKey(scope, family) }]
    })
  }
}

function accountsOf(leaves: readonly ScopedValues[]): [string, ScopedValues[]][] {
  const accounts = new Map<string, ScopedValues[]>()
  for (const leaf of leaves) {
    const account = leaf.scope.sub_account_id ?? ''
    const known = accounts.get(account)
    if (known === undefined) accounts.set(account, [leaf])
    else known.push(leaf)
  }
  return [...accounts]
}
