import { Big, big, compareDecimal } from '@/lib/kernel/money'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'
import type { Places } from './choose-rung'
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
  if (fine === null || compareDecimal(fine.low, '0') <= 0) return null
  const more = began(around.since, ids).minus(began(around.before, ids))
  if (more.gte(big(fine.point).times(REPLACED_RATIO))) return 'replaced'
  const coarse = slice === null ? null : realizedSavings(slice)
  return coarse !== null && compareDecimal(coarse.high, fine.point) < 0 ? 'contradicted' : null
}

/** Resources that were first billed in the days asked about. */
export const beganIn = ({ resources, after }: Begun, but: readonly string[]): Begun['resources'] =>
  resources.filter((r) => r.first_seen >= after.start && !but.includes(r.resource_id))

const began = (costs: Begun, but: readonly string[]): Big => beganIn(costs, but).reduce((sum, r) => sum.plus(r.effective_cost_per_day), new Big(0))

/** Whether a coarser place fell by more than the resources in it did: what is more is the saving of something else. */
export function fellFurther(coarse: SavingsInput, resources: SavingsInput): boolean {
  const [all, own] = [realizedSavings(coarse), realizedSavings(resources)]
  return all !== null && own !== null && compareDecimal(all.point, own.point) > 0
}
