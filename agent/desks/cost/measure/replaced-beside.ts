import type { SavingsInput } from '@/lib/desks/cost/checks/savings-input'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { cameBackBeside } from '@/lib/desks/cost/checks/went-elsewhere'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { addDays, dayOf } from '@/lib/kernel/time'
import { type CameUndone, type Claimed, cameUndone } from '@/lib/verification/came-undone'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { DayRange, Instant } from '@/schemas/time'
import { mendedFor } from '../watch/mended-bill'
import { placeEvidence, readScope } from './read-place'

/** What a claim on lines of resources was read on from: its input, the bill without `defects`, and the days of it that are read. */
type ReadOn = { input: SavingsInput; warehouse: Warehouse; range: DayRange; defects: readonly QualityIssue[]; now: Instant }
export type Replaced = { undone: CameUndone; resource_ids: string[]; slice: Evidence }

/**
 * Whether a saving that was claimed on the lines of resources is billed on others by now: more began in the slice since the claim than begins there anyway, they cost half of it, and for as many days in a row as a claim ends by
 * since they cost that much the slice as a whole costs again what it would have without the change. Null while one of these is not so, and for claims on other places, which see it by themselves.
 */
export async function replacedBeside(c: Case, claim: Claimed, read: ReadOn): Promise<Replaced | null> {
  const { input, warehouse, range, defects, now } = read
  const [on, scope, bill_days] = [input.measured_on, c.cost?.anomaly.scope, input.bill_days ?? []]
  const last = bill_days.findLast((d) => d.is_settled)?.day
  const start = addDays(claim.counted_to, 1)
  if (on?.rung !== 'resources' || scope === undefined || last === undefined || last < start) return null
  const { bill, mended } = mendedFor(warehouse, defects, scope, range)
  const changed_on = dayOf(input.executed_at)
  const since = { start, end: addDays(last, 1) }
  const days = bill_days.filter(({ day }) => day >= since.start && day < since.end).length
  const begun = await bill.begunCosts(scope, { start: addDays(changed_on, -days), end: changed_on }, since)
  const back = cameBackBeside(begun, on.resource_ids, claim.saved_per_day)
  if (back === null) return null
  const slice = await readScope(bill, scope, range, false)
  const { cover: _, controls: __, measured_on: ___, ...base } = input
  const course = trajectory({ ...base, points: slice.points }).filter(({ day }) => day >= back.since)
  const undone = cameUndone(course, claim)
  if (undone === null) return null
  const { resource_ids } = back
  const evidence = placeEvidence(slice, { range, mended, data_version: warehouse.data_version, now })
  return { undone, resource_ids, slice: evidence }
}
