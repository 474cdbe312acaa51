import { type BillFiles, EVERY_DAY } from '@/lib/warehouse/bill/bill-files'
import type { Day } from '@/schemas/time'
import type { MonthFiles } from './month-series'

/** What a resource was billed as, and from which day on. */
type Billed = { usage_type: string; first_day: Day }
type Row = { resource_id: string; usage_type: string; first_day: string }

// Answers that are kept of all months together: a resource in a month is about a hundred bytes.
const MOST_ANSWERS = 200_000
const known = new Map<string, Map<string, Billed[]>>()
let answers = 0

/**
 * On which day of the whole bill each of these resources was first billed as each usage type, by `resource usage_type`. A version of a month is looked through
 * once in this process for a resource, because its files never change: after a new day only the months that it brought are read again.
 */
export async function resourceFirstDays(files: BillFiles, ids: readonly string[]): Promise<Map<string, Day>> {
  if (ids.length === 0) return new Map()
  const months = files.months(EVERY_DAY)
  const found = months === null ? await firstDaysIn(files.lines, ids) : (await Promise.all(months.map((month) => ofMonth(month, ids)))).flat()
  const first = new Map<string, Day>()
  for (const { resource_id, usage_type, first_day } of found) {
    const name = `${resource_id} ${usage_type}`
    const earlier = first.get(name)
    if (earlier === undefined || first_day < earlier) first.set(name, first_day)
  }
  return first
}

/** Those of these resources that were billed as anything before a day; all of them where the whole bill would have to be looked through for that. */
export async function billedBefore(files: BillFiles, ids: readonly string[], day: Day): Promise<string[]> {
  const months = files.months(EVERY_DAY)
  if (months === null) return [...ids]
  const found = (await Promise.all(months.map((month) => ofMonth(month, ids)))).flat()
  const earlier = new Set(found.filter(({ first_day }) => first_day < day).map(({ resource_id }) => resource_id))
  return ids.filter((id) => earlier.has(id))
}

async function ofMonth(month: MonthFiles, ids: readonly string[]): Promise<Row[]> {
  const here = known.get(month.path) ?? new Map<string, Billed[]>()
  // Asked last, let go last.
  known.delete(month.path)
  known.set(month.path, here)
  const asked = ids.filter((id) => !here.has(id))
  if (asked.length > 0) {
    const rows = await firstDaysIn(month.lines, asked)
    const before = here.size
    for (const id of asked) here.set(id, [])
    for (const { resource_id, ...billed } of rows) here.get(resource_id)?.push(billed)
    answers += known.get(month.path) === here ? here.size - before : 0
    makeRoom(month.path)
  }
  return ids.flatMap((resource_id) => (here.get(resource_id) ?? []).map((billed) => ({ resource_id, ...billed })))
}

function makeRoom(newest: string): void {
  for (const [path, answered] of known) {
    if (answers <= MOST_ANSWERS) return
    if (path === newest) continue
    known.delete(path)
    answers -= answered.size
  }
}

const firstDaysIn = (lines: BillFiles['lines'], ids: readonly string[]): Promise<Row[]> =>
  lines<Row>(
    (from) => `select ResourceId as resource_id, x_UsageType as usage_type, min(ChargePeriodStart)::varchar as first_day
      from ${from} where list_contains($ids, ResourceId) and x_Series = 'run' group by ResourceId, x_UsageType`,
    { ids: [...ids] },
  )
