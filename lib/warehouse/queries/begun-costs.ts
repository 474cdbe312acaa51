import { big, compareDecimal, toDecimal } from '@/lib/kernel/money'
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
const MOST = 2000

type Row = { resource_id: string } & Record<'before_first' | 'before_cost' | 'since_first' | 'since_cost', string | null>

/**
 * Resources in a scope that began in some days, and those that began in as many days before a change: billed then, and not in the four weeks before. `before`
 * is over when `since` begins.
 */
export async function begunCosts(files: BillFiles, scope: Scope, before: DayRange, since: DayRange): Promise<{ before: BegunCosts; since: BegunCosts }> {
  const { where, values } = withinScope(scope)
  const range = { start: addDays(before.start, -BACK_DAYS), end: since.end }
  const [covered, rows] = await Promise.all([
    files.covered(),
    files.lines<Row>(
      (from) => `with around as (
          select ResourceId as resource_id, min(ChargePeriodStart) filter (ChargePeriodStart < $before_end::date) as before_first,
            coalesce(sum(EffectiveCost) filter (ChargePeriodStart < $before_end::date), 0) as before_cost,
            min(ChargePeriodStart) filter (ChargePeriodStart >= $back::date) as since_first,
            coalesce(sum(EffectiveCost) filter (ChargePeriodStart >= $since::date), 0) as since_cost
          from ${from} where x_Series = 'run' and ResourceId <> '' and ${WITHIN_RANGE} and ${where} group by resource_id
        )
        select resource_id, before_first::varchar as before_first, before_cost::varchar as before_cost, since_first::varchar as since_first, since_cost::varchar as since_cost
        from around where (before_first >= $before::date and before_cost > 0) or (since_first >= $since::date and since_cost > 0)
        order by greatest(before_cost, since_cost) desc, resource_id limit ${MOST}`,
      { ...values, ...rangeValues(range), before: before.start, before_end: before.end, back: addDays(since.start, -BACK_DAYS), since: since.start },
      range,
    ),
  ])
  const begun = (after: DayRange, side: 'before' | 'since'): BegunCosts => {
    const days = Math.max(1, covered.filter((d) => d >= after.start && d < after.end).length)
    const resources = rows.flatMap((row) => {
      const [first_seen, cost] = [row[`${side}_first`], big(decimalText(row[`${side}_cost`] ?? '0'))]
      if (first_seen === null || first_seen < after.start || cost.lte(0)) return []
      return [{ resource_id: row.resource_id, effective_cost_per_day: toDecimal(cost.div(days)), first_seen }]
    })
    return { after, resources: resources.sort((a, b) => compareDecimal(b.effective_cost_per_day, a.effective_cost_per_day)) }
  }
  return { before: begun(before, 'before'), since: begun(since, 'since') }
}
