import { toNumber } from '@/lib/kernel/money'
import type { ProviderDrivers } from '@/schemas/evidence/outside'

export type DriverKind = 'usage' | 'commitment' | 'charge' | 'price' | 'other'
// What moved, by the first pattern that the type of a driver matches. Source: values of CostDriver.Type in the API reference.
const KINDS = [
  ['commitment', /COMMITMENT|RESERVATION|SAVINGS_PLAN/],
  ['charge', /CREDIT|REFUND|FEE|TAX|CHARGE/],
  ['price', /DISCOUNT/],
  ['usage', /USAGE/],
] as const satisfies readonly (readonly [DriverKind, RegExp])[]

/** What moved by kind: dollars of the month more than in the one before it. */
export function movedByKind({ drivers }: ProviderDrivers): Map<DriverKind, number> {
  const sums = new Map<DriverKind, number>()
  for (const { type, difference } of drivers) {
    const kind = KINDS.find(([, pattern]) => pattern.test(type))?.[0] ?? 'other'
    // Within a commitment what is covered and what is not stand against each other, and both are its movement.
    const moved = kind === 'commitment' ? Math.abs(toNumber(difference)) : toNumber(difference)
    sums.set(kind, (sums.get(kind) ?? 0) + moved)
  }
  return sums
}
