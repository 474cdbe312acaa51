import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { SeriesName } from '@/schemas/bill'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'
import { seriesOfLeaves } from './series-of-leaves'

/** Daily EffectiveCost of one scope: run cost, or the charge events of one kind. A covered day without such a cost is a real zero. */
export async function dailySeries(files: BillFiles, scope: Scope, range: DayRange, series: SeriesName = 'run'): Promise<DailySeries> {
  const known = await seriesOfLeaves(files, { keys: [], range, names: [series], scope })
  if (known !== null) {
    const [total] = known.series
    return seriesOf(known.days.map((day, i) => ({ day, effective_cost: total?.costs[i] ?? '0', is_settled: known.is_settled[i] === true })))
  }
  const { where, values } = withinScope(scope)
  const [covered, rows] = await Promise.all([
    files.covered(),
    files.daily<{ day: string; cost: string }>(
      (from) =>
        `select ChargePeriodStart::varchar as day, sum(EffectiveCost)::varchar as cost from ${from} where x_Series = $series and ${WITHIN_RANGE} and ${where} group by day`,
      { ...values, ...rangeValues(range), series },
      range,
    ),
  ])
  const cost = new Map(rows.map((row) => [row.day, decimalText(row.cost)]))
  return seriesOf(
    covered
      .filter((day) => day >= range.start && day < range.end)
      .map((day) => ({ day, effective_cost: cost.get(day) ?? '0', is_settled: files.is_settled(day) })),
  )

  function seriesOf(points: DailySeries['points']): DailySeries {
    return { kind: 'cost.daily_series', scope, ...(series === 'run' ? {} : { series }), currency: files.currency, points }
  }
}
