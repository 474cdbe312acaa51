import type { PlaceShift } from './account-shifts'

// What went there and what came here belong together within so many days.
export const TOGETHER_DAYS = 3
// Where more accounts than these took up a place at once, nobody can say which of them had it from whom.
const MOST_RECEIVERS = 50
// A workload is shared out among so many accounts, or gathered from so many; of no more candidates than these at one time every two and every three are tried.
const SHARERS = [2, 3] as const
const MOST_SHARERS = 8
// What one account has of a place is all of it where it differs by no more than this share: no more than places of one workload may.
const ALONE_RATIO = 0.1

/** One place of a workload: what it was in the accounts that gave it up, and what it became in those that took it. */
export type Flow = { gones: PlaceShift[]; comes: PlaceShift[] }

/** Places that went from one account to another on about one day, under the same owner: by the two accounts. */
export const pairFlows = (shifts: readonly PlaceShift[]): Flow[][] =>
  flowsBy(shifts, (gone, come) => (come.owner === gone.owner ? JSON.stringify([gone.account, come.account]) : null))

/** The same where another owner has all of them in the other account: by the two accounts and the two owners. */
export const newOwnerFlows = (shifts: readonly PlaceShift[]): Flow[][] =>
  flowsBy(shifts, (gone, come) => (come.owner !== gone.owner ? JSON.stringify([gone.account, gone.owner, come.account, come.owner]) : null))

/** Places that one account shared out among two or three, or gathered from them. `pairs` are the flows between two accounts. */
export function sharedFlows(pairs: readonly (readonly Flow[])[]): Flow[][] {
  const flows = pairs.flat()
  const out = sharedBy(
    flows,
    ({ gones }) => gones,
    ({ comes }) => comes,
  )
  const gathered = sharedBy(
    flows,
    ({ comes }) => comes,
    ({ gones }) => gones,
  )
  return [
    ...out.map((group) => group.map((shared): Flow => ({ gones: [shared[0]], comes: sharersOf(shared) }))),
    ...gathered.map((group) => group.map((shared): Flow => ({ gones: sharersOf(shared), comes: [shared[0]] }))),
  ]
}

/** Whose side of a place it was: that of one account alone, where it is about all of it, as what another has of it then is something else. */
function sharersOf([one, many]: Shared): PlaceShift[] {
  const apart = (other: PlaceShift) => Math.abs(other.change + one.change)
  const [nearest] = [...many].sort((a, b) => apart(a) - apart(b) || (a.account < b.account ? -1 : 1))
  return nearest !== undefined && apart(nearest) <= ALONE_RATIO * Math.abs(one.change) ? [nearest] : many
}

type KeyOf = (gone: PlaceShift, come: PlaceShift) => string | null

function flowsBy(shifts: readonly PlaceShift[], keyOf: KeyOf): Flow[][] {
  const rises = groupBy(
    shifts.filter(({ change }) => change > 0),
    ({ thing }) => thing,
  )
  const pairs = new Map<string, Flow[]>()
  for (const gone of shifts) {
    if (gone.change >= 0) continue
    const near = (rises.get(gone.thing) ?? []).flatMap((come) => {
      const key = come.account === gone.account || Math.abs(come.at - gone.at) > TOGETHER_DAYS ? null : keyOf(gone, come)
      return key === null ? [] : [{ key, flow: { gones: [gone], comes: [come] } }]
    })
    if (near.length <= MOST_RECEIVERS) for (const { key, flow } of near) pairs.set(key, [...(pairs.get(key) ?? []), flow])
  }
  return [...pairs.values()].flatMap(together)
}

/** What moved, by the days on which it did. */
function together(flows: readonly Flow[]): Flow[][] {
  const groups: Flow[][] = []
  const at = ({ comes: [come] }: Flow) => come?.at ?? 0
  for (const one of [...flows].sort((a, b) => at(a) - at(b))) {
    const last = groups.at(-1)
    if (last?.[0] !== undefined && at(one) - at(last[0]) <= TOGETHER_DAYS) last.push(one)
    else groups.push([one])
  }
  return groups
}

type End = (flow: Flow) => readonly PlaceShift[]
/** One side of a place in the account that shared it out, or gathered it, and the other sides in some of the others. */
type Shared = [one: PlaceShift, many: PlaceShift[]]

function sharedBy(flows: readonly Flow[], oneOf: End, otherOf: End): Shared[][] {
  const hubs = groupBy(flows, (flow) => oneOf(flow)[0]?.account ?? '')
  const times = [...hubs.values()].flatMap((own) => apartInTime(own, (flow) => oneOf(flow)[0]?.at ?? 0))
  return times.flatMap((own) => {
    const others = [...new Set(own.flatMap((flow) => otherOf(flow)[0]?.account ?? []))].sort()
    if (others.length > MOST_SHARERS) return []
    return SHARERS.flatMap((size) => subsets(others, size)).flatMap((accounts) => sharedBetween(own, accounts, oneOf, otherOf))
  })
}

/** Flows between which more days lie than belong together: whom an account dealt with in spring is no candidate in autumn. */
function apartInTime(flows: readonly Flow[], at: (flow: Flow) => number): Flow[][] {
  const times: Flow[][] = []
  let before = Number.NEGATIVE_INFINITY
  for (const flow of [...flows].sort((a, b) => at(a) - at(b))) {
    if (at(flow) - before > TOGETHER_DAYS) times.push([])
    times.at(-1)?.push(flow)
    before = at(flow)
  }
  return times
}

/** Every so many of them, in order. */
const subsets = (all: readonly string[], size: number): string[][] =>
  size === 0 ? [[]] : all.flatMap((one, n) => subsets(all.slice(n + 1), size - 1).map((rest) => [one, ...rest]))

/** By the days on which places were shared between accounts: a day on which every one of them had a share of something. */
function sharedBetween(flows: readonly Flow[], accounts: readonly string[], oneOf: End, otherOf: End): Shared[][] {
  const ends = new Map<PlaceShift, PlaceShift[]>()
  for (const flow of flows) {
    const [one, other] = [oneOf(flow)[0], otherOf(flow)[0]]
    if (one === undefined || other === undefined || !accounts.includes(other.account)) continue
    const known = ends.get(one) ?? []
    if (!known.some(({ account }) => account === other.account)) ends.set(one, [...known, other])
  }
  const groups: Shared[][] = []
  for (const shared of [...ends].sort(([a], [b]) => a.at - b.at)) {
    const last = groups.at(-1)
    if (last?.[0] !== undefined && shared[0].at - last[0][0].at <= TOGETHER_DAYS) last.push(shared)
    else groups.push([shared])
  }
  const sharersIn = (group: Shared[]) => new Set(group.flatMap(([, many]) => (many.length > 1 ? many.map(({ account }) => account) : [])))
  return groups.filter((group) => sharersIn(group).size === accounts.length)
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const known = groups.get(keyOf(one))
    if (known === undefined) groups.set(keyOf(one), [one])
    else known.push(one)
  }
  return groups
}
