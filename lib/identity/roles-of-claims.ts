import type { Role } from '@/schemas/actor'

/**
 * Roles that the provider's claim gives by configuration, each once and in its order. A claim may be one value or a list; what is not configured gives nothing.
 */
export function rolesOfClaims(claims: Readonly<Record<string, unknown>>, claim: string, given: Readonly<Record<string, readonly Role[]>>): Role[] {
  const said = claims[claim]
  const values = Array.isArray(said) ? said : [said]
  return [...new Set(values.flatMap((value) => (typeof value === 'string' && Object.hasOwn(given, value) ? (given[value] ?? []) : [])))]
}
