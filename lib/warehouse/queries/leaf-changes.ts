import type { BillFiles } from '@/lib/warehouse/bill-files'
import { weighDays } from '@/lib/warehouse/compare-days'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { scopeOf, selectKeys, withinScope } from '@/lib/warehouse/scope-sql'
import type { Windows } from '@/schemas/cost'
import { type LeafChanges, SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'

type Sums = Record<'before_cost' | 'after_cost' | 'before_list' | 'after_list' | 'before_quantity' | 'after_quantity' | 'units' | 'first_seen', string> & {
  unit: string | null
}

/**
 * Run cost of every leaf in two windows as mean days (compare-days says how weekdays are matched). Leaves that cost nothing in both are
 * left out. Means are rounded to ten decimals per leaf, so the leaves add up to the scope within 5e-11 each.
 */
export async function leafChanges(files: BillFiles, scope: Scope, { before, after }: Windows): Promise<LeafChanges> {
  const weights = weighDays(await files.covered(), { before, after })
  const { where, values } = withinScope(scope)
  const rows = await files.daily<Sums & Record<keyof Scope, string>>(
    (from) => `with weight as (select unnest($days)::date as day, unnest($before)::integer as before, unnest($after)::integer as after),
      leaf as (
        select ${selectKeys(SCOPE_KEYS)}, min(ChargePeriodStart)::varchar as first_seen,
          coalesce(sum(EffectiveCost * before), 0)::varchar as before_cost, coalesce(sum(EffectiveCost * after), 0)::varchar as after_cost,
          coalesce(sum(ListCost * before), 0)::varchar as before_list, coalesce(sum(ListCost * after), 0)::varchar as after_list,
          coalesce(sum(ConsumedQuantity * before), 0)::varchar as before_quantity, coalesce(sum(ConsumedQuantity * after), 0)::varchar as after_quantity,
          count(distinct ConsumedUnit) filter (day is not null) as units, max(ConsumedUnit) filter (day is not null) as unit,
          coalesce(sum(abs(EffectiveCost) + abs(ListCost)) filter (day is not null), 0) as moved
        from ${from} left join weight on ChargePeriodStart = day
        where x_Series = 'run' and ${where}
        group by ${SCOPE_KEYS.join(', ')}
      )
      select * exclude (moved) from leaf where moved > 0 order by ${SCOPE_KEYS.join(', ')}`,
    { ...values, days: weights.days, before: weights.before, after: weights.after },
  )
  return {
    kind: 'cost.leaf_changes',
    scope,
    currency: files.currency,
    before,
    after,
    leaves: rows.map((row) => {
      const has_unit = row.unit !== null && Number(row.units) === 1
      const meanBefore = (sum: string) => weights.meanBefore(decimalText(sum))
      const meanAfter = (sum: string) => weights.meanAfter(decimalText(sum))
      return {
        scope: scopeOf(SCOPE_KEYS, row),
        before_cost: meanBefore(row.before_cost),
        after_cost: meanAfter(row.after_cost),
        before_list_cost: meanBefore(row.before_list),
        after_list_cost: meanAfter(row.after_list),
        before_quantity: has_unit ? meanBefore(row.before_quantity) : null,
        after_quantity: has_unit ? meanAfter(row.after_quantity) : null,
        unit: has_unit ? row.unit : null,
        first_seen: row.first_seen,
      }
    }),
  }
}
