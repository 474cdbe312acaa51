import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { ScopedValues } from './calendar'

/** Grains above the leaves at which a change may show although no leaf alone does. */
const GRAINS: readonly (readonly (keyof Scope)[])[] = [
  [],
  ['sub_account_id'],
  ['service_name'],
  ['owner'],
  ['sub_account_id', 'service_name'],
  ['sub_account_id', 'service_name', 'usage_type'],
  ['sub_account_id', 'service_name', 'region_id'],
]

/** A scope with the leaves below it and their summed dollars. */
export type Cell = ScopedValues & { leaves: number[] }

/** Every cell of every grain, leaves included; cells with the same leaves appear once, at their most specific scope. */
export function cellsOf(leaves: readonly ScopedValues[]): Cell[] {
  const cells = new Map<string, Cell>()
  for (const [i, leaf] of leaves.entries()) cells.set(`${i}`, { ...leaf, leaves: [i] })
  for (const grain of [...GRAINS].reverse()) {
    const groups = new Map<string, number[]>()
    for (const [i, leaf] of leaves.entries()) {
      const label = grain.map((key) => leaf.scope[key] ?? '').join('\u0000')
      const group = groups.get(label)
      if (group === undefined) groups.set(label, [i])
      else group.push(i)
    }
    for (const members of groups.values()) {
      const label = members.join()
      if (!cells.has(label))
        cells.set(label, {
          scope: commonScope(
            members.map((i) => leaves[i]?.scope ?? {}),
            grain,
          ),
          values: sumOf(members, leaves),
          leaves: members,
        })
    }
  }
  return [...cells.values()]
}

/** Keys of the grain, with the values that all members share. */
function commonScope(scopes: readonly Scope[], keys: readonly (keyof Scope)[]): Scope {
  return Object.fromEntries(keys.map((key) => [key, scopes[0]?.[key] ?? '']))
}

/** The most specific scope that holds all members: every key on which they agree. */
export const closestScope = (scopes: readonly Scope[]): Scope =>
  commonScope(
    scopes,
    SCOPE_KEYS.filter((key) => scopes.every((s) => s[key] === scopes[0]?.[key])),
  )

export function sumOf(members: readonly number[], leaves: readonly ScopedValues[]): number[] {
  const sum = new Array<number>(leaves[members[0] ?? 0]?.values.length ?? 0).fill(0)
  for (const i of members) {
    const values = leaves[i]?.values ?? []
    for (let t = 0; t < values.length; t++) sum[t] = (sum[t] ?? 0) + (values[t] ?? 0)
  }
  return sum
}
