import type { DailyBill } from '@/lib/desks/cost/detect/bill-leaf'
import { type PlaceShift, shiftsIn } from './account-shifts'

// What went there and what came here belong together within so many days.
const TOGETHER_DAYS = 3
// One usage that ends here and begins there is chance; a mix of them is a workload. Dollars a day.
const MIN_PLACES = 2
const MIN_COST = 20
// Places of one workload grow or shrink together when it moves: a share of their common factor.
const SAME_MIX_RATIO = 0.35
// Of a restless place that ended and began with them, by no more than this factor.
const RESTLESS_FACTOR = 2
// What came is at least about what went, and at most about twice that, as noise lets a doubling look: the rest is told as a rise.
const [LEAST_RATIO, MOST_RATIO] = [0.65, 2.2]
// Where more accounts than these took up a place at once, nobody can say which of them had it from whom.
const MOST_RECEIVERS = 50

/** One place of a workload: what it was in the account that gave it up, and what it became in the other. `share` is of what the giver had there, 0..1. */
export type MovedPlace = { gone: PlaceShift; come: PlaceShift; share: number }
/** A workload that left one account for another on the day `at`: what fell there rose here, usage by usage, in one proportion. */
export type AccountMove = { from: string; to: string; at: number; places: MovedPlace[]; cost: number }

/** Every workload that went from one account to another, in the order of the days: one that goes on to a third takes the days with it. No place changes hands twice within days. */
export function accountMovesIn({ leaves, is_whole }: DailyBill): AccountMove[] {
  const shifts = withoutCover(shiftsIn(leaves, is_whole.lastIndexOf(true) + 1))
  const rises = new Map<string, PlaceShift[]>()
  for (const shift of shifts) if (shift.change > 0) addTo(rises, shift.place, shift)
  const pairs = new Map<string, MovedPlace[]>()
  for (const gone of shifts.filter(({ change }) => change < 0)) {
    const near = (rises.get(gone.place) ?? []).filter((come) => come.account !== gone.account && Math.abs(come.at - gone.at) <= TOGETHER_DAYS)
    if (near.length > MOST_RECEIVERS) continue
    for (const come of near) addTo(pairs, JSON.stringify([gone.account, come.account]), { gone, come, share: Math.min(1, -gone.change / gone.before) })
  }
  const taken = new Set<PlaceShift>()
  return [...pairs.values()]
    .flatMap(together)
    .flatMap((places) => sameMix(places) ?? [])
    .sort((a, b) => fitOf(b) - fitOf(a) || a.at - b.at || (a.from + a.to < b.from + b.to ? -1 : 1))
    .filter(({ places }) => {
      const shared = places.flatMap(({ gone, come }) => [gone, come])
      if (shared.some((shift) => taken.has(shift))) return false
      for (const shift of shared) taken.add(shift)
      return true
    })
    .sort((a, b) => a.at - b.at)
}

function addTo<T>(groups: Map<string, T[]>, key: string, one: T): void {
  const known = groups.get(key)
  if (known === undefined) groups.set(key, [one])
  else known.push(one)
}

/** Dollars that went and came, less those by which the two differ: of several accounts that took up the same places, the one that fits says where they went. */
const fitOf = ({ places }: AccountMove): number =>
  places.reduce((sum, { gone, come }) => sum + Math.min(-gone.change, come.change) - Math.abs(come.change + gone.change), 0)

/** Without usage of which one part fell in an account while another rose there: that is cover of a commitment which came or went, and its machines stayed. */
function withoutCover(shifts: readonly PlaceShift[]): PlaceShift[] {
  const keyOf = ({ usage, account }: PlaceShift) => `${account}\u0000${usage}`
  const by_usage = new Map<string, PlaceShift[]>()
  for (const shift of shifts) by_usage.set(keyOf(shift), [...(by_usage.get(keyOf(shift)) ?? []), shift])
  const isCover = (one: PlaceShift) =>
    by_usage.get(keyOf(one))?.some((other) => other.change * one.change < 0 && other.place !== one.place && Math.abs(other.at - one.at) <= TOGETHER_DAYS)
  return shifts.filter((one) => isCover(one) !== true)
}

/** What moved between two accounts, by the days on which it did. */
function together(places: readonly MovedPlace[]): MovedPlace[][] {
  const groups: MovedPlace[][] = []
  for (const one of [...places].sort((a, b) => a.come.at - b.come.at)) {
    const last = groups.at(-1)
    if (last !== undefined && one.come.at - (last[0]?.come.at ?? 0) <= TOGETHER_DAYS) last.push(one)
    else groups.push([one])
  }
  return groups
}

/** The places that moved in one proportion, if they are a workload. */
function sameMix(all: readonly MovedPlace[]): AccountMove | null {
  const ratioOf = ({ gone, come }: MovedPlace) => come.change / -gone.change
  const costOf = (list: readonly MovedPlace[]) => list.reduce((sum, { gone }) => sum - gone.change, 0)
  const clear = all.filter(({ gone, come }) => gone.is_clear && come.is_clear)
  const ratio = middleBy(clear, ratioOf, (one) => costOf([one]))
  const mix = clear.filter((one) => Math.abs(ratioOf(one) - ratio) <= SAME_MIX_RATIO * ratio)
  const [first] = mix
  const usages = new Set(mix.map(({ gone }) => gone.place))
  if (first === undefined || usages.size < MIN_PLACES || costOf(mix) < MIN_COST || ratio < LEAST_RATIO || ratio > MOST_RATIO) return null
  const isNear = (one: MovedPlace) => ratioOf(one) <= RESTLESS_FACTOR * ratio && ratio <= RESTLESS_FACTOR * ratioOf(one)
  const places = [...mix, ...all.filter((one) => !clear.includes(one) && isNear(one))]
  return { from: first.gone.account, to: first.come.account, at: Math.min(...places.map(({ come }) => come.at)), places, cost: costOf(places) }
}

/** The figure of the middle dollar. */
function middleBy(all: readonly MovedPlace[], of: (one: MovedPlace) => number, weight: (one: MovedPlace) => number): number {
  const half = all.reduce((sum, one) => sum + weight(one), 0) / 2
  let passed = 0
  for (const one of [...all].sort((a, b) => of(a) - of(b))) {
    passed += weight(one)
    if (passed >= half) return of(one)
  }
  return 1
}
