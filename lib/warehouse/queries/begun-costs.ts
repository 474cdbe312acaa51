import { big, toDecimal } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/** Resources that began in some days, the dearest first, and what each cost a day of them. */
export type BegunCosts = { after: DayRange; resources: { resource_id: string; effective_cost_per_day: Decimal; first_seen: Day }[] }

// What was not billed for four weeks begins anew.
const BACK_DAYS = 28
// A fleet that replaces itself begins thousands of machines a day; what is left out are the cheapest of them.
const MOST = 1000

/** Resources in a scope that were billed in `after` and not in the four weeks before it. */
export async function begunCosts(files: BillFiles, scope: Scope, after: DayRange): Promise<BegunCosts> {
  const { where, values } = withinScope(scope)
  const days = (await files.covered()).filter((day) => day >= after.start && day < after.end).length
  const range = { start: addDays(after.start, -BACK_DAYS), end: after.end }
  const rows = await files.lines<Record<'resource_id' | 'first_seen' | 'effective', string>>(
    (from) => `select ResourceId as resource_id, min(ChargePeriodStart)::varchar as first_seen, sum(EffectiveCost)::varchar as effective
      from ${from} where x_Series = 'run' and ResourceId <> '' and ${WITHIN_RANGE} and ${where}
      group by resource_id having min(ChargePeriodStart) >= $since::date and sum(EffectiveCost) > 0
      order by sum(EffectiveCost) desc, resource_id limit ${MOST}`,
    { ...values, ...rangeValues(range), since: after.start },
    range,
  )
  return {
    after,
    resources: rows.map(({ resource_id, first_seen, effective }) => ({
      resource_id,
      effective_cost_per_day: toDecimal(big(decimalText(effective)).div(Math.max(1, days))),
      first_seen,
    })),
  }
}
