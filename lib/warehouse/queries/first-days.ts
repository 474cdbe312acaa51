import { dayOf, toInstant } from '@/lib/kernel/time'
import { type BillFiles, EVERY_DAY } from '@/lib/warehouse/bill/bill-files'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import { knownMonthSeries } from './month-series'

const DAY_MS = 86_400_000

export const leafName = (leaf: Scope): string => SCOPE_KEYS.map((key) => leaf[key] ?? '').join('\u0000')

/**
 * On which day of the whole bill each leaf of a scope was first used, by `leafName`. Null where this process has not read every month: then the bill has to be
 * asked.
 */
export async function firstDays(files: BillFiles, scope: Scope): Promise<ReadonlyMap<string, Day> | null> {
  const months = files.months(EVERY_DAY)?.map((month) => knownMonthSeries(month, SCOPE_KEYS)) ?? [null]
  const known = months.filter((month) => month !== null)
  if (known.length < months.length) return null
  const first = new Map<string, number>()
  for (const leaf of (await Promise.all(known)).flat()) {
    if (leaf.series !== 'run' || SCOPE_KEYS.some((key) => scope[key] !== undefined && scope[key] !== leaf.scope[key])) continue
    const name = leafName(leaf.scope)
    first.set(
      name,
      leaf.days.reduce((earliest, day) => Math.min(earliest, day), first.get(name) ?? Number.POSITIVE_INFINITY),
    )
  }
  return new Map([...first].map(([name, day]) => [name, dayOf(toInstant(day * DAY_MS))]))
}
