import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, scopeOf, selectKeys, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { SeriesBatch, SeriesName } from '@/schemas/bill'
import type { Scope } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'
import { seriesOfLeaves } from './series-of-leaves'
import { seriesOfMonths } from './series-of-months'

/** How usage was priced, in the words of FOCUS: `Committed` is what a reservation or savings plan pays for. */
export type PricedAs = 'Committed' | 'Standard' | 'Dynamic'

/** Which costs a question about series counts: what runs, anywhere, however it was priced, unless it says otherwise. */
export type CountedCosts = { series?: readonly SeriesName[]; scope?: Scope; priced?: PricedAs | null }

/**
 * The daily cost of every value of `keys`, in at most one scan; no keys give the total. Series come in the order of their keys. A covered day without cost is
 * '0', also before the first and after the last cost of a series.
 */
export async function seriesByGroup(files: BillFiles, keys: readonly (keyof Scope)[], range: DayRange, counted: CountedCosts = {}): Promise<SeriesBatch> {
  const { series: names = ['run'], scope = {}, priced = null } = counted
  // Only what is asked of a whole bill is asked again after every delivery.
  const is_whole = Object.keys(scope).length === 0 && (priced === null || priced === 'Committed')
  const months = is_whole ? files.months(range) : null
  if (months !== null) return await seriesOfMonths(files, months, { keys, range, names, is_committed: priced === 'Committed' })
  const known = priced === null ? await seriesOfLeaves(files, { keys, range, names, scope }) : null
  if (known !== null) return known
  const { where, values } = withinScope(scope)
  // One row per series, its days and costs as text: a row per day and series costs ten times as long to hand over.
  const [covered, rows] = await Promise.all([
    files.covered(),
    files.daily<Record<string, string>>(
      (from) => `with daily as (
          select ${[selectKeys(keys), 'x_Series as series', 'ChargePeriodStart as day', 'coalesce(sum(EffectiveCost), 0) as cost'].filter(Boolean).join(', ')}
          from ${from} where list_contains($names, x_Series) and ($priced::varchar is null or PricingCategory = $priced::varchar) and ${WITHIN_RANGE} and ${where} group by all
        )
        select ${[...keys, 'series'].join(', ')}, string_agg(day::varchar, ',' order by day) as days, string_agg(cost::varchar, ',' order by day) as costs
        from daily group by all order by ${[...keys, 'series'].join(', ')}`,
      { ...values, ...rangeValues(range), names, priced },
      range,
    ),
  ])
  const days = covered.filter((day) => day >= range.start && day < range.end)
  const at = new Map(days.map((day, i) => [day, i]))
  const series = rows.map((row): SeriesBatch['series'][number] => {
    const costs = days.map(() => '0')
    const amounts = (row.costs ?? '').split(',')
    for (const [n, day] of (row.days ?? '').split(',').entries()) {
      const index = at.get(day)
      if (index !== undefined) costs[index] = decimalText(amounts[n] ?? '0') // a charge on a day without usage belongs to no series day
    }
    return { scope: scopeOf(keys, row), series: row.series as SeriesName, costs }
  })
  return { currency: files.currency, days, is_settled: days.map(files.is_settled), series }
}
