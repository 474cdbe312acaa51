import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { BEFORE_DAYS, type HandedLine, type Handover, isSameSize, usualCost } from './handover'

/** Lines that differ in nothing but their owner, and what of them changed hands on the day `at`. */
export type PlaceHandover = { place: readonly number[]; at: number; handover: Handover }

// One line changes by chance and another one too: only what moves a large share of its place, far outside the range of the week before, says that shares were changed.
const LEAST_SHARE = 0.15
const RANGES = 2
// Of what a line gained in the end, what it has to have gained on the first day already.
const BEGUN_SHARE = 0.1
// Two owners between whom so many places changed at once: what else moves between them on that day belongs to it, however restless it is.
const MIN_PLACES = 3
const MIN_COST = 20
// Of a restless line this much has to move. A share of what it cost.
const LEAST_MOVED = 0.1

/**
 * Places of which an owner gave a part and kept the rest, or gave it to somebody who had some of it before: the shares of the owners change and their sum does
 * not. `whole` are the places that changed hands altogether; they speak for the same two owners.
 */
export function partHandovers(places: readonly (readonly number[])[], leaves: readonly BillLeaf[], whole: readonly PlaceHandover[]): PlaceHandover[] {
  const isFree = freeOf(whole)
  const clear = places.flatMap((place) => clearShifts(place, leaves).filter(({ at }) => isFree(place, at)))
  const isLeft = freeOf([...whole, ...clear])
  const pairs = new Map<string, PlaceHandover[]>()
  for (const one of [...whole, ...clear]) {
    const key = pairOf(one, leaves)
    pairs.set(key, [...(pairs.get(key) ?? []), one])
  }
  return [...pairs].flatMap(([key, found]) => {
    if (found.length < MIN_PLACES || found.reduce((sum, { handover }) => sum + handover.cost, 0) < MIN_COST) return []
    const at = found[0]?.at ?? 0
    const owners = new Set(found.flatMap(({ handover: { from, to } }) => [...from, ...to]).map((i) => leaves[i]?.scope.owner))
    const restless = places.flatMap((place) => {
      const own = place.filter((i) => owners.has(leaves[i]?.scope.owner))
      const one = own.length > 1 && isLeft(place, at) ? shiftAt(own, leaves, at, 0) : null
      return one !== null && pairOf(one, leaves) === key ? [one] : []
    })
    return [...found.filter((one) => clear.includes(one)), ...restless]
  })
}

/** Whether a place did not change hands within the week around a day: the days after a change are compared with those before it. */
function freeOf(handed: readonly PlaceHandover[]): (place: readonly number[], at: number) => boolean {
  const known = new Map<readonly number[], number[]>()
  for (const { place, at } of handed) known.set(place, [...(known.get(place) ?? []), at])
  return (place, at) => (known.get(place) ?? []).every((other) => Math.abs(other - at) > BEFORE_DAYS)
}

/** Who gave most of a place to whom, in which account and on which day. */
function pairOf({ at, handover: { from, to } }: PlaceHandover, leaves: readonly BillLeaf[]): string {
  const most = (lines: readonly number[], t: number) => lines.toSorted((a, b) => (leaves[b]?.values[t] ?? 0) - (leaves[a]?.values[t] ?? 0))[0] ?? -1
  const [giver, taker] = [leaves[most(from, at - 1)]?.scope, leaves[most(to, at + 1)]?.scope]
  return JSON.stringify([giver?.sub_account_id, at, giver?.owner ?? '', taker?.owner ?? ''])
}

function clearShifts(place: readonly number[], leaves: readonly BillLeaf[]): PlaceHandover[] {
  const found: PlaceHandover[] = []
  const series = place.map((i) => leaves[i]?.values ?? [])
  const length = series[0]?.length ?? 0
  for (let at = BEFORE_DAYS; at + 1 < length; at++) {
    if (!mayShift(series, at)) continue
    const shift = shiftAt(place, leaves, at, RANGES)
    if (shift === null) continue
    found.push(shift)
    at += BEFORE_DAYS
  }
  return found
}

/** Whether from the day before to the day after lines fell and others rose by a large share of the place: asked of every day of every place, so it looks at nothing else. */
function mayShift(series: readonly (readonly number[])[], at: number): boolean {
  let [whole, risen, fallen] = [0, 0, 0]
  for (const values of series) {
    const before = values[at - 1] ?? 0
    const change = (values[at + 1] ?? 0) - before
    whole += before
    if (change > 0) risen += change
    else fallen -= change
  }
  return whole > 0 && Math.min(risen, fallen) >= (LEAST_SHARE / 2) * whole
}

/** What changed hands in a place, if its lines moved by so many times their range of the week before and cost together what they did. */
function shiftAt(place: readonly number[], leaves: readonly BillLeaf[], at: number, ranges: number): PlaceHandover | null {
  const sum = <T>(of: readonly T[], value: (line: T) => number) => of.reduce((total, line) => total + value(line), 0)
  const days = place.map((line) => ({ line, usual: usualCost(leaves[line], at), now: leaves[line]?.values[at + 1] ?? 0 }))
  const [usual, now] = [sum(days, (one) => one.usual), sum(days, (one) => one.now)]
  if (usual <= 0 || now <= 0) return null
  // Shares are compared: a weekend, or a rise of the whole place on the same day, is nobody's gain.
  const lines = days.map((one) => ({ ...one, change: (one.now * usual) / now - one.usual }))
  const isFar = (one: (typeof lines)[number], t: number) => {
    const values = leaves[one.line]?.values ?? []
    const week = values.slice(at - BEFORE_DAYS, at)
    return Math.abs((values[t] ?? 0) - one.usual) >= ranges * (Math.max(...week) - Math.min(...week))
  }
  const from = lines.filter((one) => -one.change >= LEAST_MOVED * one.usual && one.change < 0 && isFar(one, at + 1))
  const to = lines.filter((one) => one.change >= LEAST_MOVED * one.usual && one.change > 0 && isFar(one, at + 1))
  const [given, taken] = [-sum(from, ({ change }) => change), sum(to, ({ change }) => change)]
  if (given <= 0 || taken <= 0 || sum(to, (one) => (leaves[one.line]?.values[at] ?? 0) - one.usual) < BEGUN_SHARE * taken) return null
  if (ranges > 0 && (!isSameSize(now - usual + given, given) || given < LEAST_SHARE * usual)) return null
  const of_day = (one: { now: number }) => one.now / sum([...from, ...to], (other) => other.now)
  const handed: HandedLine[] = [
    ...from.map((one) => ({ line: one.line, keeps: 1 + one.change / one.usual, gets: 0, of_day: of_day(one) })),
    ...to.map((one) => ({ line: one.line, keeps: 1, gets: one.change / taken, of_day: of_day(one) })),
  ]
  return { place, at, handover: { from: from.map(({ line }) => line), to: to.map(({ line }) => line), cost: given, lines: handed } }
}
