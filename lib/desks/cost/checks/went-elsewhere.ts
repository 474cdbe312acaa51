import { compareDecimal } from '@/lib/kernel/money'
import { realizedSavings } from './realized-savings'
import type { SavingsInput } from './savings-input'

/**
 * Whether resources saved more than the slice around them can have: what left their lines is then billed on others. A slice says so only from outside of its
 * whole interval, so noise in it does not.
 */
export function isContradicted(resources: SavingsInput, slice: SavingsInput): boolean {
  const [fine, coarse] = [realizedSavings(resources), realizedSavings(slice)]
  return fine !== null && coarse !== null && compareDecimal(fine.low, '0') > 0 && compareDecimal(coarse.high, fine.point) < 0
}
