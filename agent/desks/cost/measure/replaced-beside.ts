import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { cameBackBeside } from '@/lib/desks/cost/checks/went-elsewhere'
import { addDays, dayOf } from '@/lib/kernel/time'
import { type CameUndone, type Claimed, cameUndone } from '@/lib/verification/came-undone'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import { mendedFor } from '../watch/mended-bill'
import { placeEvidence, readScope } from './read-place'
import type { BillLook, SavingsRead } from './savings-input'

/** Resources that cost again what a claim had saved, and the slice in which that shows. */
export type Replaced = { undone: CameUndone; resource_ids: string[]; slice: Evidence }

/**
 * Whether a saving that was claimed on the lines of resources is billed on others by now. Three things say so together: more began in the slice since the claim
 * than begins there anyway; what began costs half of the claim; and since it costs that much, for as many days in a row as a claim ends by, the slice as a
 * whole costs again what it would have without the change. Null while one of these is not so, and for claims on other places, which see it by themselves.
 */
export async function replacedBeside(c: Case, claim: Claimed, { input, range }: SavingsRead, look: BillLook): Promise<Replaced | null> {
  const { warehouse, defects, now } = look
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
