import { add } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, SCOPE_COLUMNS, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Breakdown, SeriesName } from '@/schemas/bill'
import type { Scope } from '@/schemas/evidence/cost'
import type { GroupBy } from '@/schemas/frame'
import type { DayRange } from '@/schemas/time'

type Asked = { group_by: GroupBy; period: DayRange; limit?: number; series?: readonly SeriesName[] }

/** Cost of a period by one dimension, largest first. Without a limit every value is listed. */
export async function breakdown(
  files: BillFiles,
  scope: Scope,
  { group_by, period, limit = Number.POSITIVE_INFINITY, series = ['run'] }: Asked,
): Promise<Breakdown> {
  const { where, values } = withinScope(scope)
  const column = SCOPE_COLUMNS[group_by]
  const found = await files.daily<Record<'key' | 'label' | 'effective' | 'list', string>>(
    (from) => `select ${column} as key, ${group_by === 'sub_account_id' ? `coalesce(max(SubAccountName), ${column})` : column} as label,
        sum(EffectiveCost)::varchar as effective, sum(ListCost)::varchar as list
      from ${from} where list_contains($series, x_Series) and ${WITHIN_RANGE} and ${where}
      group by key having sum(EffectiveCost) <> 0 or sum(ListCost) <> 0
      order by sum(EffectiveCost) desc, key`,
    { ...values, ...rangeValues(period), series },
    period,
  )
  const rows = found.map((row) => ({ key: row.key, label: row.label, effective_cost: decimalText(row.effective), list_cost: decimalText(row.list) }))
  const shown = rows.slice(0, limit)
  const rest = rows.slice(shown.length)
  return {
    scope,
    group_by,
    period,
    currency: files.currency,
    total: add('0', ...rows.map((r) => r.effective_cost)),
    rows: shown,
    rest: { count: rest.length, effective_cost: add('0', ...rest.map((r) => r.effective_cost)) },
  }
}
