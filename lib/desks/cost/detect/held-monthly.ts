import { ACTIVE_DAYS } from './active-incident'
import { type ScopedValues, valuesOn } from './calendar'
import type { ChargeSeries } from './charge-anomalies'
import { monthlyOfCharges } from './charge-step'
import type { HeldBack } from './held-back'
import { monthlyCharges } from './monthly-charges'
import type { CalendarDay } from './scored-day'
import { type Family, incidentKey, perDay } from './to-anomaly'

/** What came on the days that are looked at because it comes every month: leaf by leaf, and charge by charge. `smallest` in dollars. */
export function heldMonthly(leaves: readonly ScopedValues[], charges: readonly ChargeSeries[], calendar: readonly CalendarDay[], smallest: number): HeldBack[] {
  const settled = calendar.findLastIndex((d) => d.is_settled)
  const charged = valuesOn(
    calendar,
    charges.map(({ series }) => series),
  )
  return [
    ...leaves.flatMap(({ scope, values }) => heldIn(scope, 'usage', monthlyCharges(values)?.came)),
    ...charged.flatMap(({ scope, values }, i) => heldIn(scope, charges[i]?.family ?? 'fee', monthlyOfCharges(values).charged?.came)),
  ]

  function heldIn(scope: HeldBack['scope'], family: Family, came: Float64Array | undefined): HeldBack[] {
    const held: HeldBack[] = []
    for (let t = Math.max(0, settled - ACTIVE_DAYS + 1); came !== undefined && t <= settled; t++) {
      const dollars = came[t] ?? 0
      if (dollars < smallest) continue
      held.push({
        scope,
        family,
        first_day: calendar[t]?.day ?? '',
        change_per_day: perDay(dollars),
        rule: 'monthly_fee',
        incident_key: incidentKey(scope, family),
      })
    }
    return held
  }
}
