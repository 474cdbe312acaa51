import { Big, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'
import type { Places } from './choose-rung'
import { heldAgainst } from './held-against'
import { realizedSavings } from './realized-savings'
import type { SavingsInput } from './savings-input'

type Begun = { after: DayRange; resources: readonly { resource_id: string; effective_cost_per_day: Decimal; first_seen: Day }[] }
/** Resources of a slice that began in the days since the change, and in as many before. */
export type Around = { before: Begun; since: Begun }

// What began beside the resources may be a half of what they saved, or less: then most of it is gone whatever it was for.
const REPLACED_RATIO = 0.5

/**
 * Whether what left the lines of the resources may be billed on others in their slice: more of those began since the change than in as many days before, or the slice
 * fell by less, from outside of its whole interval, so that its own noise does not say so. `slice` is null where it cannot be compared.
 */
export function wentElsewhere(
  resources: SavingsInput,
  slice: SavingsInput | null,
  around: Around,
  ids: readonly string[],
): NonNullable<Places['went_elsewhere']> | null {
  const fine = realizedSavings(resources)
  if (fine === null || !isSaving(resources)) return null
  if (isReplaced(around, ids, fine.point)) return 'replaced'
  const coarse = slice === null || fellAsMuch(slice, fine.point) ? null : realizedSavings(slice)
  return coarse !== null && compareDecimal(coarse.high, fine.point) < 0 ? 'contradicted' : null
}

/** Whether the resources surely cost less: only then is there anything that may have gone elsewhere. */
export function isSaving(resources: SavingsInput): boolean {
  const fine = realizedSavings(resources)
  return fine !== null && compareDecimal(fine.low, '0') > 0
}

/** Of a place that fell by as much, how sure that is need not be known. */
function fellAsMuch(slice: SavingsInput, point: Decimal): boolean {
  const held = heldAgainst(slice)
  return held !== null && compareDecimal(toDecimal(round6(held.found.saving)), point) >= 0
}

/** More of others began than begins there anyway, and they cost half of what these saved or more. */
const isReplaced = (around: Around, ids: readonly string[], saved_per_day: Decimal): boolean =>
  began(around.since, ids).minus(began(around.before, ids)).gte(big(saved_per_day).times(REPLACED_RATIO))

/**
 * The same of the days since a claim on lines of resources: those that began in their slice, and from which day on they cost that much. Null where less came back on them than half of the claim. Whether the claim is gone with it
 * is told by the cost of the slice: what begins there may be something new. A long time may have passed, so each counts by what it costs from its first day on.
 */
export function cameBackBeside(
  { before, since: after }: Around,
  ids: readonly string[],
  claimed_per_day: Decimal,
): { since: Day; resource_ids: string[] } | null {
  const around = { before: fromFirstDay(before), since: fromFirstDay(after) }
  if (compareDecimal(claimed_per_day, '0') <= 0 || !isReplaced(around, ids, claimed_per_day)) return null
  const others = beganIn(around.since, ids)
  const until = (day: Day): Around => ({ ...around, since: { after: after.after, resources: others.filter((r) => r.first_seen <= day) } })
  const days = [...new Set(others.map((r) => r.first_seen))].sort()
  const since = days.find((day) => isReplaced(until(day), ids, claimed_per_day)) ?? after.after.start
  return { since, resource_ids: others.map((r) => r.resource_id) }
}

const fromFirstDay = ({ after, resources }: Begun): Begun => ({
  after,
  resources: resources.map((r) => {
    const [all, own] = [daysBetween(after.start, after.end), daysBetween(r.first_seen, after.end)]
    return { ...r, effective_cost_per_day: toDecimal(big(r.effective_cost_per_day).times(all).div(Math.max(1, own)).round(6)) }
  }),
})

/** Resources that were first billed in the days asked about. */
export const beganIn = ({ resources, after }: Begun, but: readonly string[]): Begun['resources'] =>
  resources.filter((r) => r.first_seen >= after.start && !but.includes(r.resource_id))

const began = (costs: Begun, but: readonly string[]): Big => beganIn(costs, but).reduce((sum, r) => sum.plus(r.effective_cost_per_day), new Big(0))

/** Whether a coarser place fell by more than the resources in it did: what is more is the saving of something else. */
export function fellFurther(coarse: SavingsInput, resources: SavingsInput): boolean {
  const [all, own] = [realizedSavings(coarse), realizedSavings(resources)]
  return all !== null && own !== null && compareDecimal(all.point, own.point) > 0
}
