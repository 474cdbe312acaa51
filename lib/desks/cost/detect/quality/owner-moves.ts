import { type BillLeaf, type DailyBill, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { BEFORE_DAYS, costOf, type Handover, isSameSize, type OwnerMove, usualCost } from './handover'
import { type PlaceHandover, partHandovers } from './part-handovers'

// What is left of a line that went to another owner, as a share of what it cost. The day itself may belong to both.
export const GONE_RATIO = 0.05
// One line that changes hands is somebody's business; so many at once, for so many dollars a day, are how an account is billed.
const MIN_PLACES = 3
const MIN_COST = 20

/** Every account whose lines went to other owners, whole or in part, in the order of the days. */
export function ownerMovesIn({ leaves, days }: DailyBill): OwnerMove[] {
  const places = placesOf(leaves)
  const whole = places.flatMap((place) => {
    const births = new Set(place.flatMap((i) => birthsOf(leaves[i]?.values ?? [])))
    return [...births].flatMap((at): PlaceHandover[] => {
      const handover = handoverAt(place, leaves, at)
      return handover === null ? [] : [{ place, at, handover }]
    })
  })
  const found = new Map<string, OwnerMove>()
  for (const { place, at, handover } of [...whole, ...partHandovers(places, leaves, whole)]) {
    const account = leaves[place[0] ?? 0]?.scope.sub_account_id ?? ''
    const key = `${account} ${at}`
    const move = found.get(key) ?? { account, at, handovers: [] }
    found.set(key, move)
    move.handovers.push(handover)
  }
  return [...found.values()]
    .filter(({ handovers, at }) => at < days.length && handovers.length >= MIN_PLACES && costOf(handovers) >= MIN_COST)
    .sort((a, b) => a.at - b.at || (a.account < b.account ? -1 : 1))
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
  const usual = (i: number) => usualCost(leaves[i], at)
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
  const is_same = [on(to, after), on([...from, ...to], at)].some((taken) => isSameSize(taken, cost))
  const taken = on(to, after)
  if (cost <= 0 || taken <= 0 || !is_same) return null
  const gone = from.map((line) => ({ line, keeps: 0, gets: 0, of_day: 0 }))
  const shares = to.map((line) => ({ line, share: (valuesOf(line)[after] ?? 0) / taken }))
  return { from, to, cost, lines: [...gone, ...shares.map(({ line, share }) => ({ line, keeps: 1, gets: share, of_day: share }))] }
}
