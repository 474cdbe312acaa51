import { type BillLeaf, type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill-leaf'
import { usualBefore } from './service-days'

export const BEFORE_DAYS = 7
// What is left of a line that went to another owner, as a share of what it cost. The day itself may belong to both.
export const GONE_RATIO = 0.05
// Lines that change hands keep their cost; a line that ends where a stranger begins rarely does.
const SAME_SIZE_RATIO = 0.35
// One line that changes hands is somebody's business; so many at once, for so many dollars a day, are how an account is billed.
const MIN_PLACES = 3
const MIN_COST = 20

/** Lines of one place under the owners who gave it up and under those who took it over on the day `at`. */
export type Handover = { from: number[]; to: number[]; cost: number }
/** An account whose lines went to other owners on one day at the same cost: its tags were changed, lost or found again. */
export type OwnerMove = { account: string; at: number; handovers: Handover[] }

export function ownerMovesIn({ leaves, days }: DailyBill): OwnerMove[] {
  const shared = placesOf(leaves)
  const found = new Map<string, OwnerMove>()
  for (const members of shared) {
    const account = leaves[members[0] ?? 0]?.scope.sub_account_id ?? ''
    const births = new Set(members.flatMap((i) => birthsOf(leaves[i]?.values ?? [])))
    for (const at of births) {
      const handover = handoverAt(members, leaves, at)
      if (handover === null) continue
      const key = `${account} ${at}`
      const move = found.get(key) ?? { account, at, handovers: [] }
      found.set(key, move)
      move.handovers.push(handover)
    }
  }
  return [...found.values()]
    .filter(({ handovers, at }) => at < days.length && handovers.length >= MIN_PLACES && costOf(handovers) >= MIN_COST)
    .sort((a, b) => a.at - b.at || (a.account < b.account ? -1 : 1))
}

export const costOf = (handovers: readonly Handover[]): number => handovers.reduce((sum, { cost }) => sum + cost, 0)

/** The new owners inherit the days of the old ones, place by place, in the shares in which they took over. */
export function followOwner(bill: DailyBill, { at, handovers }: OwnerMove): DailyBill {
  const leaves = [...bill.leaves]
  for (const { from, to } of handovers) {
    const after = Math.min(at + 1, bill.days.length - 1)
    const taken = to.map((i) => bill.leaves[i]?.values[after] ?? 0)
    const whole = taken.reduce((a, b) => a + b, 0)
    if (whole <= 0) continue
    const inherit = (series: (leaf: BillLeaf | undefined) => readonly number[] | undefined, i: number, share: number) =>
      series(leaves[i])?.map((y, t) => (t <= at ? y + share * from.reduce((sum, old) => sum + (series(leaves[old])?.[t] ?? 0), 0) : y))
    const changed = to.map((i, n): [number, BillLeaf | undefined] => {
      const leaf = leaves[i]
      const share = (taken[n] ?? 0) / whole
      const quantities = inherit((of) => of?.quantities, i, share)
      return [
        i,
        leaf === undefined ? leaf : { ...leaf, values: inherit((of) => of?.values, i, share) ?? [], ...(quantities === undefined ? {} : { quantities }) },
      ]
    })
    for (const i of from) {
      const leaf = leaves[i]
      const cut = (values: readonly number[]) => values.map((y, t) => (t <= at ? 0 : y))
      if (leaf !== undefined) leaves[i] = { ...leaf, values: cut(leaf.values), ...(leaf.quantities === undefined ? {} : { quantities: cut(leaf.quantities) }) }
    }
    for (const [i, leaf] of changed) if (leaf !== undefined) leaves[i] = leaf
  }
  return { ...bill, leaves }
}

/** Lines that differ in nothing but their owner, where there are several. */
function placesOf(leaves: readonly BillLeaf[]): number[][] {
  const places = new Map<string, number[]>()
  for (const [i, { scope, operation, kind }] of leaves.entries()) {
    if (!USAGE_KINDS.has(kind)) continue
    const key = [scope.sub_account_id, scope.service_name, scope.region_id, scope.usage_type, operation, kind].join('\u0000')
    const members = places.get(key)
    if (members === undefined) places.set(key, [i])
    else members.push(i)
  }
  return [...places.values()].filter((members) => members.length > 1)
}

/** Days on which a line costs something after a week of nothing. */
function birthsOf(values: readonly number[]): number[] {
  const births: number[] = []
  let last = -1
  for (let t = 0; t < values.length; t++) {
    if ((values[t] ?? 0) <= 0) continue
    if (t >= BEFORE_DAYS && t - last > BEFORE_DAYS) births.push(t)
    last = t
  }
  return births
}

function handoverAt(members: readonly number[], leaves: readonly BillLeaf[], at: number): Handover | null {
  const valuesOf = (i: number) => leaves[i]?.values ?? []
  // A line that is younger than that costs what it did the day before.
  const usual = (i: number) => usualBefore(valuesOf(i), at, BEFORE_DAYS) || (valuesOf(i)[at - 1] ?? 0)
  const after = at + 1
  const from = members.filter((i) => after < valuesOf(i).length && usual(i) > 0 && (valuesOf(i)[after] ?? 0) <= GONE_RATIO * usual(i))
  const to = members.filter(
    (i) =>
      (valuesOf(i)[at] ?? 0) > 0 &&
      valuesOf(i)
        .slice(Math.max(0, at - BEFORE_DAYS), at)
        .every((y) => y <= 0),
  )
  const cost = from.reduce((sum, i) => sum + usual(i), 0)
  const on = (lines: readonly number[], t: number) => lines.reduce((sum, i) => sum + (valuesOf(i)[t] ?? 0), 0)
  // What jumps on the day after changed hands as it was; on the day itself both may have a part of it.
  const is_same = [on(to, after), on([...from, ...to], at)].some((taken) => Math.abs(taken - cost) <= SAME_SIZE_RATIO * cost)
  return cost > 0 && is_same ? { from, to, cost } : null
}
