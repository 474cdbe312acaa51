import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { exactSums } from '@/lib/warehouse/bill/exact-sums'
import type { SeriesBatch, SeriesName } from '@/schemas/bill'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Day, DayRange } from '@/schemas/time'
import { knownMonthSeries, type MonthSeries } from './month-series'
import { dayNumber, inOrder } from './series-of-months'

// Amounts that are added up here, some 10 ms of them; more are asked of the engine.
const MOST_AMOUNTS = 60_000

type Group = { scope: Scope; series: SeriesName; sums: ReturnType<typeof exactSums> }
type Within = { range: DayRange; names: readonly SeriesName[]; scope: Scope }

/**
 * What `seriesByGroup` answers within a scope, added up from the leaves of its months, as detection has read them after the delivery. Null where this process
 * has not read every month, and where there is too much to add up: then the bill has to be asked.
 */
export async function seriesOfLeaves(files: BillFiles, { keys, ...within }: Within & { keys: readonly (keyof Scope)[] }): Promise<SeriesBatch | null> {
  const { range } = within
  const leaves = await leavesWithin(files, within)
  if (leaves === null) return null
  const days = (await files.covered()).filter((day) => day >= range.start && day < range.end)
  const [start, end] = [dayNumber(range.start), dayNumber(range.end)]
  const placeOf = placesOf(days)
  const found = new Map<string, Group>()
  for (const leaf of leaves) {
    if (!leaf.days.some((day) => day >= start && day < end)) continue
    const name = [...keys.map((key) => leaf.scope[key]), leaf.series].join('\u0000')
    const group = found.get(name) ?? { scope: pick(leaf.scope, keys), series: leaf.series, sums: exactSums(days.length) }
    found.set(name, group)
    for (const [n, amount] of leaf.costs.entries()) {
      const place = placeOf(leaf.days[n] ?? start)
      // A charge on a day without usage belongs to no series day.
      if (place !== undefined) group.sums.add(place, amount)
    }
  }
  const series = [...found.values()].map((group) => ({ scope: group.scope, series: group.series, costs: days.map((_, i) => group.sums.at(i)) }))
  return { currency: files.currency, days, is_settled: days.map(files.is_settled), series: series.sort((a, b) => inOrder(a, b, keys)) }
}

/** By its number, the place of a day among the covered ones. */
function placesOf(days: readonly Day[]): (day_number: number) => number | undefined {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return () => undefined
  const from = dayNumber(first)
  const places = new Array<number | undefined>(dayNumber(last) - from + 1)
  for (const [i, day] of days.entries()) places[dayNumber(day) - from] = i
  return (day_number) => places[day_number - from]
}

/** Whether anything of these series was charged within a scope and a range; null where this process cannot tell without asking the bill. */
export const isCharged = (files: BillFiles, range: DayRange, names: readonly SeriesName[], scope: Scope): Promise<boolean | null> =>
  hasDay(files, { range, names, scope }, () => true)

/** The same of usage that a commitment paid for. */
export const isCommitted = (files: BillFiles, range: DayRange, scope: Scope): Promise<boolean | null> =>
  hasDay(files, { range, names: ['run'], scope }, ({ committed }, place) => committed !== null && committed[place] !== null)

async function hasDay(files: BillFiles, within: Within, counts: (leaf: MonthSeries, place: number) => boolean): Promise<boolean | null> {
  const leaves = await leavesWithin(files, within)
  const [start, end] = [dayNumber(within.range.start), dayNumber(within.range.end)]
  return leaves === null ? null : leaves.some((leaf) => leaf.days.some((day, place) => day >= start && day < end && counts(leaf, place)))
}

/** How many daily amounts of these series a scope has in the months of a range; null where this process cannot tell without asking the bill. */
export async function amountsWithin(files: BillFiles, range: DayRange, names: readonly SeriesName[], scope: Scope): Promise<number | null> {
  const leaves = await leavesWithin(files, { range, names, scope })
  return leaves === null ? null : leaves.reduce((amounts, leaf) => amounts + leaf.days.length, 0)
}

/** Null where this process has not read every month, or where there is too much to add up. */
async function leavesWithin(files: BillFiles, { range, names, scope }: Within): Promise<MonthSeries[] | null> {
  const months = files.months(range)?.map((month) => knownMonthSeries(month, SCOPE_KEYS)) ?? [null]
  const known = months.filter((month) => month !== null)
  if (known.length < months.length) return null
  const restricts = SCOPE_KEYS.filter((key) => scope[key] !== undefined)
  const isWithin = (leaf: MonthSeries): boolean => names.includes(leaf.series) && restricts.every((key) => scope[key] === leaf.scope[key])
  const within = (await Promise.all(known)).flatMap((leaves) => leaves.filter(isWithin))
  return within.reduce((amounts, leaf) => amounts + leaf.days.length, 0) > MOST_AMOUNTS ? null : within
}

const pick = (scope: Scope, keys: readonly (keyof Scope)[]): Scope => Object.fromEntries(keys.map((key) => [key, scope[key] ?? '']))
