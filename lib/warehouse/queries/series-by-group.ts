import type { BillFiles } from '@/lib/warehouse/bill-files'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { rangeValues, scopeOf, selectKeys, WITHIN_RANGE, withinScope } from '@/lib/warehouse/scope-sql'
import type { SeriesBatch, SeriesName } from '@/schemas/bill'
import type { Scope } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'

/**
 * The daily cost within `scope` of every value of `keys` (all of them together for no keys), in one scan. `[]` gives the total. Series come in the order
 * of their keys; a covered day without cost is '0', also before the first and after the last cost of a series.
 */
export async function seriesByGroup(
  files: BillFiles,
  keys: readonly (keyof Scope)[],
  range: DayRange,
  names: readonly SeriesName[] = ['run'],
  scope: Scope = {},
): Promise<SeriesBatch> {
  const { where, values } = withinScope(scope)
  const [covered, rows] = await Promise.all([
    files.covered(),
    files.daily<Record<string, string>>(
      (
        from,
      ) => `select ${[selectKeys(keys), 'x_Series as series', 'ChargePeriodStart::varchar as day', 'sum(EffectiveCost)::varchar as cost'].filter(Boolean).join(', ')}
        from ${from} where list_contains($names, x_Series) and ${WITHIN_RANGE} and ${where}
        group by all order by ${[...keys, 'series', 'day'].join(', ')}`,
      { ...values, ...rangeValues(range), names },
      range,
    ),
  ])
  const days = covered.filter((day) => day >= range.start && day < range.end)
  const at = new Map(days.map((day, i) => [day, i]))
  const series = new Map<string, SeriesBatch['series'][number]>()
  for (const row of rows) {
    const id = [...keys.map((key) => row[key]), row.series].join('\u0000')
    let one = series.get(id)
    if (one === undefined) {
      one = { scope: scopeOf(keys, row), series: row.series as SeriesName, costs: days.map(() => '0') }
      series.set(id, one)
    }
    const index = at.get(row.day ?? '')
    if (index !== undefined) one.costs[index] = decimalText(row.cost ?? '0') // a charge on a day without usage belongs to no series day
  }
  return { currency: files.currency, days, is_settled: days.map(files.is_settled), series: [...series.values()] }
}
