import type { Scope } from '@/schemas/evidence/cost'
import type { BillLeaf } from './bill-leaf'

/** Indices of the leaves that agree in `keys`, group by group, in order of their first leaf. */
export function groupLeaves(leaves: readonly BillLeaf[], keys: readonly (keyof Scope)[], isWanted: (leaf: BillLeaf) => boolean = () => true): number[][] {
  const groups = new Map<string, number[]>()
  for (const [i, leaf] of leaves.entries()) {
    if (!isWanted(leaf)) continue
    const label = keys.map((key) => leaf.scope[key] ?? '').join('\u0000')
    const group = groups.get(label)
    if (group === undefined) groups.set(label, [i])
    else group.push(i)
  }
  return [...groups.values()]
}

/** Dollars per day of some leaves together. */
export function sumLeaves(members: readonly number[], leaves: readonly BillLeaf[]): number[] {
  const sum = new Array<number>(leaves[members[0] ?? 0]?.values.length ?? 0).fill(0)
  for (const i of members) {
    const values = leaves[i]?.values ?? []
    for (let t = 0; t < values.length; t++) sum[t] = (sum[t] ?? 0) + (values[t] ?? 0)
  }
  return sum
}

/** Dollars of some leaves together on one day. */
export const sumOn = (members: readonly number[], leaves: readonly BillLeaf[], t: number): number =>
  members.reduce((sum, i) => sum + (leaves[i]?.values[t] ?? 0), 0)
