import type { Scope } from '@/schemas/evidence/cost-scope'

/**
 * Where a plan acted: its targets, and the slice of the bill in which they are or its saving is measured. `is_on_resources`: its saving is measured on the lines of
 * its targets alone.
 */
export type Acted = { targets: readonly string[]; scope: Scope | null; is_on_resources?: boolean }

/**
 * Whether two plans may have acted on the same dollars: they share a target, or their slices of the bill meet and at least one of them is measured on its
 * slice. Two that are measured on lines of other resources share none.
 */
export function sharesPlace(a: Acted, b: Acted): boolean {
  if (a.targets.some((target) => b.targets.includes(target))) return true
  return !(a.is_on_resources === true && b.is_on_resources === true) && a.scope !== null && b.scope !== null && scopesMeet(a.scope, b.scope)
}

/** Two slices are apart only where both name the same kind of place and name another one: an account holds what any of its services, regions and owners cost. */
export function scopesMeet(a: Scope, b: Scope): boolean {
  const named = Object.entries(a) as [keyof Scope, string][] // safe: the keys of a scope are its own
  return named.every(([key, place]) => b[key] === undefined || b[key] === place)
}
