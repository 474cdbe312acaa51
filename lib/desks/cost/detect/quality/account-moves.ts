import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { type Flow, newOwnerFlows, pairFlows, sharedFlows, TOGETHER_DAYS } from './account-flows'
import { type PlaceShift, shiftsIn } from './account-shifts'

// One usage that ends here and begins there is chance; a mix of them is a workload. Dollars a day.
const MIN_PLACES = 2
const MIN_COST = 20
// Of a restless place that ended and began with them, by no more than this factor.
const RESTLESS_FACTOR = 2

/**
 * How alike places have to be to be one workload. They grow or shrink together: `mix` of their common factor apart, or as much as they ranged over in the week before. Of the
 * dollars that went no less than `together` agree in one factor, and what came is between `least` and `most` times what went; the rest is told as a rise.
 */
type Likeness = { mix: number; together: number; least: number; most: number }
// At least about what went, and at most about twice that, as noise lets a doubling look. Two of four usages agree by chance often enough: two thirds of the dollars have to.
const ONE_TO_ONE: Likeness = { mix: 0.2, together: 0.65, least: 0.65, most: 2.2 }
// Of two usages alone, or where the owner is another too or the parts have to be put together first, only the same cost says that it is the same thing.
const SAME_COST: Likeness = { mix: 0.2, together: 0.8, least: 0.85, most: 1.2 }
// Among several accounts there are often two or three that come to about the same by chance.
const SHARED: Likeness = { ...SAME_COST, mix: 0.1 }
// Of what changes its owner nothing is kept.
const WHOLE_SHARE = 0.95

/** One place of a workload: what it was in the account that gave it up, and what it became in the other. `share` is of what the giver had there, 0..1. */
export type MovedPlace = { gone: PlaceShift; come: PlaceShift; share: number }
/** A workload that left one account for another on the day `at`: what fell there rose here, usage by usage, in one proportion. */
export type AccountMove = { from: string; to: string; at: number; places: MovedPlace[]; cost: number }

/**
 * Every workload that went from one account to another, in the order of the days: one that goes on to a third takes the days with it, and one that was shared out among two
 * or three, or gathered from them, is a move for each. No place changes hands twice within days.
 */
export function accountMovesIn({ leaves, is_whole }: DailyBill): AccountMove[] {
  const shifts = withoutCover(shiftsIn(leaves, is_whole.lastIndexOf(true) + 1))
  const pairs = pairFlows(shifts)
  const found = [
    ...pairs.map((flows) => sameMix(flows, ONE_TO_ONE)),
    ...sharedFlows(pairs)
      .map((flows) => sameMix(flows, SHARED))
      .filter((flows) => flows.some(isShared)),
    ...newOwnerFlows(shifts).map((flows) => sameMix(flows.filter(isWhole), SAME_COST)),
  ].filter((flows) => flows.length > 0)
  const taken = new Set<PlaceShift>()
  return found
    .map((flows) => ({ flows, fit: fitOf(flows), start: startOf(flows), name: nameOf(flows) }))
    .sort((a, b) => b.fit - a.fit || a.start - b.start || byName(a.name, b.name))
    .map(({ flows }) => flows)
    .filter((flows) => {
      const shared = flows.flatMap(({ gones, comes }) => [...gones, ...comes])
      if (shared.some((shift) => taken.has(shift))) return false
      for (const shift of shared) taken.add(shift)
      return true
    })
    .flatMap(movesOf)
    .sort((a, b) => a.at - b.at)
}

const wentOf = ({ gones }: Flow): number => gones.reduce((sum, { change }) => sum - change, 0)
const cameOf = ({ comes }: Flow): number => comes.reduce((sum, { change }) => sum + change, 0)
const noiseOf = ({ gones, comes }: Flow): number => Math.max(...[...gones, ...comes].map(({ noise }) => noise))
const isShared = ({ gones, comes }: Flow): boolean => gones.length + comes.length > 2
const isWhole = ({ gones }: Flow): boolean => gones.every(({ change, before }) => -change >= WHOLE_SHARE * before)
const startOf = (flows: readonly Flow[]): number => Math.min(...flows.flatMap(({ comes }) => comes.map(({ at }) => at)))
const nameOf = (flows: readonly Flow[]): string =>
  flows
    .flatMap(({ gones, comes }) => [...gones, ...comes].map(({ account, thing, owner }) => JSON.stringify([account, thing, owner])))
    .sort()
    .join()

/**
 * Dollars that went and came, less those by which the two differ: of several accounts that took up the same places, the one that fits says where they went. To the cent:
 * less depends on the order of the lines.
 */
const fitOf = (flows: readonly Flow[]): number =>
  Math.round(100 * flows.reduce((sum, flow) => sum + Math.min(wentOf(flow), cameOf(flow)) - Math.abs(cameOf(flow) - wentOf(flow)), 0)) / 100

/** Without usage of which one part fell in an account while another rose there: that is cover of a commitment which came or went, and its machines stayed. */
function withoutCover(shifts: readonly PlaceShift[]): PlaceShift[] {
  const keyOf = ({ usage, account }: PlaceShift) => `${account}\u0000${usage}`
  const by_usage = new Map<string, PlaceShift[]>()
  for (const shift of shifts) by_usage.set(keyOf(shift), [...(by_usage.get(keyOf(shift)) ?? []), shift])
  const isElsewhere = (a: PlaceShift, b: PlaceShift) => a.thing !== b.thing || a.owner !== b.owner
  const isCover = (one: PlaceShift) =>
    by_usage.get(keyOf(one))?.some((other) => other.change * one.change < 0 && isElsewhere(one, other) && Math.abs(other.at - one.at) <= TOGETHER_DAYS)
  return shifts.filter((one) => isCover(one) !== true)
}

/** The places that moved in one proportion, if they are a workload; none where they are not. */
function sameMix(all: readonly Flow[], like: Likeness): Flow[] {
  const ratioOf = (flow: Flow) => cameOf(flow) / wentOf(flow)
  const costOf = (list: readonly Flow[]) => list.reduce((sum, flow) => sum + wentOf(flow), 0)
  const clear = all.filter(({ gones, comes }) => [...gones, ...comes].every(({ is_clear }) => is_clear))
  const ratio = middleBy(clear, ratioOf, wentOf)
  const mix = clear.filter((one) => Math.abs(ratioOf(one) - ratio) <= Math.max(like.mix, noiseOf(one)) * ratio)
  const things = new Set(mix.flatMap(({ gones }) => gones.map(({ thing, owner }) => `${thing}\u0000${owner}`)))
  const { together, least, most } = things.size === MIN_PLACES ? SAME_COST : like
  if (things.size < MIN_PLACES || costOf(mix) < Math.max(MIN_COST, together * costOf(clear)) || ratio < least || ratio > most) return []
  const isNear = (one: Flow) => ratioOf(one) <= RESTLESS_FACTOR * ratio && ratio <= RESTLESS_FACTOR * ratioOf(one)
  return [...mix, ...all.filter((one) => !clear.includes(one) && isNear(one))]
}

/** One move for every two accounts between which something went, in the order in which the takers of one place take. */
function movesOf(flows: readonly Flow[]): AccountMove[] {
  const moves = new Map<string, MovedPlace[]>()
  for (const place of flows.flatMap(placesOf)) {
    const key = JSON.stringify([place.gone.account, place.come.account])
    moves.set(key, [...(moves.get(key) ?? []), place])
  }
  return [...moves.values()]
    .flatMap((places) => {
      const [first] = places
      if (first === undefined) return []
      const cost = places.reduce((sum, { gone }) => sum - gone.change, 0)
      return [{ from: first.gone.account, to: first.come.account, at: startOf(flows), places, cost }]
    })
    .sort((a, b) => byName(a.to, b.to) || byName(a.from, b.from))
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What went from each giver of a place to each taker. Who takes next takes of what is left: takers come in the order of their names, as moves do. */
function placesOf(flow: Flow): MovedPlace[] {
  const [went, came] = [wentOf(flow), cameOf(flow)]
  const takers = [...flow.comes].sort((a, b) => byName(a.account, b.account))
  return flow.gones.flatMap((gone) => {
    let before = gone.before
    return takers.map((come): MovedPlace => {
      const change = (gone.change * come.change) / came
      const share = Math.min(1, -change / before)
      const place = { gone: { ...gone, before, change }, come: { ...come, change: (come.change * -gone.change) / went }, share }
      before *= 1 - share
      return place
    })
  })
}

/** The figure of the middle dollar. */
function middleBy(all: readonly Flow[], of: (one: Flow) => number, weight: (one: Flow) => number): number {
  const half = all.reduce((sum, one) => sum + weight(one), 0) / 2
  let passed = 0
  for (const one of [...all].sort((a, b) => of(a) - of(b))) {
    passed += weight(one)
    if (passed >= half) return of(one)
  }
  return 1
}
