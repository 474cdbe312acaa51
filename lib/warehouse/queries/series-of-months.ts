import { add } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import type { SeriesBatch, SeriesName } from '@/schemas/bill'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'
import { type MonthFiles, type MonthSeries, monthSeries } from './month-series'

const DAY_MS = 86_400_000
/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`) / DAY_MS

type Wanted = { keys: readonly (keyof Scope)[]; range: DayRange; names: readonly SeriesName[]; is_committed: boolean }
type Series = SeriesBatch['series'][number]

/** What `seriesByGroup` answers for a whole bill, put together from its months: a day or charge that lies in two of them is added up. */
export async function seriesOfMonths(files: BillFiles, months: readonly MonthFiles[], wanted: Wanted): Promise<SeriesBatch> {
  const { keys, range, names, is_committed } = wanted
  const [covered, read] = await Promise.all([files.covered(), Promise.all(months.map((month) => monthSeries(month, keys)))])
  const days = covered.filter((day) => day >= range.start && day < range.end)
  const [start, end] = [dayNumber(range.start), dayNumber(range.end)]
  // Place of each day of the range among the covered days; a charge on a day without usage belongs to no series day.
  const places = new Int32Array(Math.max(0, end - start)).fill(-1)
  for (const [i, day] of days.entries()) places[dayNumber(day) - start] = i
  const found = new Map<string, Series>()
  for (const part of read.flat()) {
    const amounts = is_committed ? part.committed : part.costs
    if (amounts === null || !names.includes(part.series)) continue
    place(part, amounts)
  }
  return { currency: files.currency, days, is_settled: days.map(files.is_settled), series: [...found.values()].sort((a, b) => inOrder(a, b, keys)) }

  function place({ scope, series, days: on }: MonthSeries, amounts: readonly (Decimal | null)[]): void {
    const name = [...keys.map((key) => scope[key]), series].join('\u0000')
    let costs = found.get(name)?.costs
    for (let n = 0; n < on.length; n++) {
      const [t, amount] = [(on[n] as number) - start, amounts[n]]
      if (t < 0 || t >= places.length || amount === null || amount === undefined) continue
      if (costs === undefined) {
        costs = days.map(() => '0')
        found.set(name, { scope, series, costs })
      }
      const i = places[t] as number
      if (i >= 0) costs[i] = costs[i] === '0' ? amount : add(costs[i] ?? '0', amount)
    }
  }
}

/** By the values of their keys, then by their series. */
export function inOrder(a: Series, b: Series, keys: readonly (keyof Scope)[]): number {
  for (const key of keys) {
    const [x, y] = [a.scope[key] ?? '', b.scope[key] ?? '']
    if (x !== y) return x < y ? -1 : 1
  }
  return a.series < b.series ? -1 : 1
}
