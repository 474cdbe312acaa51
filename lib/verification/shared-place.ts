import type { Scope } from '@/schemas/evidence/cost-scope'

/** Where a plan acted: its targets, and the slice of the bill in which its saving is measured. */
export type Acted = { targets: readonly string[]; scope: Scope | null }

/**
 * Whether two plans may have acted on the same dollars: they share a target, or their slices of the bill meet. Two slices are apart only where both name the same
 * kind of place and name another one: an account holds what any of its services, regions and owners cost.
 */
export function sharesPlace(a: Acted, b: Acted): boolean {
  return a.targets.some((target) => b.targets.includes(target)) || (a.scope !== null && b.scope !== null && meet(a.scope, b.scope))
}

function meet(a: Scope, b: Scope): boolean {
  const named = Object.entries(a) as [keyof Scope, string][] // safe: the keys of a scope are its own
  return named.every(([key, place]) => b[key] === undefined || b[key] === place)
}
