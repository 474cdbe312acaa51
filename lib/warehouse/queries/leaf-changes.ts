import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { scopeOf, selectKeys, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { type DayWeights, spanOf, weighDays } from '@/lib/warehouse/versions/weigh-days'
import type { Windows } from '@/schemas/cost'
import { type LeafChanges, SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'
import { firstDays, leafName } from './first-days'
import { type Amount, byName, greatestText, leastText, scopeDays, type WeighedDay, weighedSum } from './scope-days'

type Sums = Record<'before_cost' | 'after_cost' | 'before_list' | 'after_list' | 'before_quantity' | 'after_quantity' | 'first_seen', string> &
  Record<'first_unit' | 'last_unit', string | null>
type Leaf = Sums & Record<keyof Scope, string>

/**
 * Run cost of every leaf in two windows as mean days (weigh-days says how weekdays are matched). Leaves that cost nothing in both are
 * left out. Means are rounded to ten decimals per leaf, so the leaves add up to the scope within 5e-11 each.
 */
export async function leafChanges(files: BillFiles, scope: Scope, windows: Windows): Promise<LeafChanges> {
  const { before, after } = windows
  const [days, first] = await Promise.all([files.covered(), firstDays(files, scope)])
  const weights = weighDays(days, windows)
  const narrow = first === null ? null : await scopeDays(files, scope, windows, weights)
  const rows = narrow === null ? await sumsOfBill(files, scope, weights, first === null ? null : spanOf(windows)) : sumsOf(narrow)
  return {
    kind: 'cost.leaf_changes',
    scope,
    currency: files.currency,
    before,
    after,
    leaves: rows.map((row) => {
      const unit = row.first_unit === row.last_unit ? row.last_unit : null
      const has_unit = unit !== null
      const meanBefore = (sum: string) => weights.meanBefore(decimalText(sum))
      const meanAfter = (sum: string) => weights.meanAfter(decimalText(sum))
      const leaf = scopeOf(SCOPE_KEYS, row)
      return {
        scope: leaf,
        before_cost: meanBefore(row.before_cost),
        after_cost: meanAfter(row.after_cost),
        before_list_cost: meanBefore(row.before_list),
        after_list_cost: meanAfter(row.after_list),
        before_quantity: has_unit ? meanBefore(row.before_quantity) : null,
        after_quantity: has_unit ? meanAfter(row.after_quantity) : null,
        unit,
        first_seen: first?.get(leafName(leaf)) ?? row.first_seen,
      }
    }),
  }
}

/** `range`: the days to read, where it is known when leaves were first used; null reads every day for that. */
function sumsOfBill(files: BillFiles, scope: Scope, weights: DayWeights, range: DayRange | null): Promise<Leaf[]> {
  const { where, values } = withinScope(scope)
  const [first_seen, join] = range === null ? ['min(ChargePeriodStart)::varchar', 'left join'] : ['null::varchar', 'join']
  return files.daily<Leaf>(
    (from) => `with weight as (select unnest($days)::date as day, unnest($before)::integer as before, unnest($after)::integer as after),
      leaf as (
        select ${selectKeys(SCOPE_KEYS)}, ${first_seen} as first_seen,
          coalesce(sum(EffectiveCost * before), 0)::varchar as before_cost, coalesce(sum(EffectiveCost * after), 0)::varchar as after_cost,
          coalesce(sum(ListCost * before), 0)::varchar as before_list, coalesce(sum(ListCost * after), 0)::varchar as after_list,
          coalesce(sum(ConsumedQuantity * before), 0)::varchar as before_quantity, coalesce(sum(ConsumedQuantity * after), 0)::varchar as after_quantity,
          min(ConsumedUnit) filter (day is not null) as first_unit, max(ConsumedUnit) filter (day is not null) as last_unit,
          coalesce(sum(abs(EffectiveCost) + abs(ListCost)) filter (day is not null), 0) as moved
        from ${from} ${join} weight on ChargePeriodStart = day
        where x_Series = 'run' and ${where}
        group by ${SCOPE_KEYS.join(', ')}
      )
      select * exclude (moved) from leaf where moved > 0 order by ${SCOPE_KEYS.join(', ')}`,
    { ...values, days: weights.days, before: weights.before, after: weights.after },
    range ?? undefined,
  )
}

/** The same of days that are at hand. */
function sumsOf(days: readonly WeighedDay[]): Leaf[] {
  return byName(days, (day) => leafName(day.scope)).flatMap((group) => {
    if (group.every((day) => Number(day.effective) === 0 && Number(day.list) === 0)) return []
    const [units, sum] = [group.map((day) => day.unit), (amount: Amount, side: 'before' | 'after') => weighedSum(group, amount, side)]
    return {
      ...(group[0]?.scope as Record<keyof Scope, string>), // safe: a leaf has every key
      first_seen: '',
      before_cost: sum('effective', 'before'),
      after_cost: sum('effective', 'after'),
      before_list: sum('list', 'before'),
      after_list: sum('list', 'after'),
      before_quantity: sum('quantity', 'before'),
      after_quantity: sum('quantity', 'after'),
      first_unit: leastText(units),
      last_unit: greatestText(units),
    }
  })
}
