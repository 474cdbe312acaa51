import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { Random } from '@/lib/kernel/random'
import type { Scope } from '@/schemas/evidence/cost'

const BEFORE_DAYS = 14
const LEAST_COMMITTED = 3
const LEAST_CHARGE = 20
const LEAST_RISE = 1
// Usage that a reservation no longer pays for costs this many times its hourly part.
const ON_DEMAND_RATIO = 2.2
const USED = /^Used RIs/

/** The bill while events are drawn into it: `leaves` already hold the earlier ones, `taken` are the lines that they changed. */
export type Draw = { random: Random; plain: DailyBill; leaves: BillLeaf[]; taken: Set<number> }
/** Dollars that an event adds to one line on each day. */
export type Change = { leaf: number; add(t: number): number }
export type Span = { first: number; last: number; size: number }

/** The reservations of a usage type in an account and region end; the usage goes on, on demand. */
export function commitmentEnd(draw: Draw, { first, last }: Span): Change[] {
  const { plain, leaves, random, taken } = draw
  const used = indicesOf(draw, (leaf, i) => USED.test(leaf.operation) && !taken.has(i) && usual(leaf, first) >= LEAST_COMMITTED)
  const isSame = (a: BillLeaf, b: BillLeaf) => KEYS.every((key) => a.scope[key] === b.scope[key])
  const plan = ({ operation }: BillLeaf) => operation.replace(/^(Used|Amortized)/, '')
  const endedWith = (main: BillLeaf) => indicesOf(draw, (leaf) => leaf.kind === 'committed' && isSame(leaf, main) && plan(leaf) === plan(main))
  const sumOf = (list: number[], isWanted: (leaf: BillLeaf) => boolean) =>
    list.reduce((sum, i) => sum + (isWanted(plain.leaves[i] as BillLeaf) ? usual(plain.leaves[i], first) : 0), 0)
  const isHourly = ({ operation }: BillLeaf) => USED.test(operation)
  // Where the upfront part was dear, the end of a reservation makes the usage cheaper: nobody has to be told.
  const dearer = used.filter((i) => {
    const ended = endedWith(plain.leaves[i] as BillLeaf)
    return ON_DEMAND_RATIO * sumOf(ended, isHourly) - sumOf(ended, () => true) >= LEAST_RISE
  })
  const main = plain.leaves[dearer[random.below(Math.max(1, dearer.length))] ?? -1]
  if (main === undefined) return []
  const ended = endedWith(main)
  const operation = 'On-Demand Instances'
  const open =
    indicesOf(draw, (leaf) => leaf.kind === 'standard' && leaf.operation === operation && isSame(leaf, main))[0] ??
    newLeaf(leaves, { ...main, kind: 'standard', operation })
  const hourly = ended.filter((i) => isHourly(leaves[i] as BillLeaf))
  const isOn = (t: number) => t >= first && t <= last
  const paid = (i: number, t: number) => plain.leaves[i]?.values[t] ?? 0
  return [
    ...ended.map((leaf): Change => ({ leaf, add: (t) => (isOn(t) ? -paid(leaf, t) : 0) })),
    { leaf: open, add: (t) => (isOn(t) ? ON_DEMAND_RATIO * hourly.reduce((sum, i) => sum + paid(i, t), 0) : 0) },
  ]
}

const KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type'] as const satisfies readonly (keyof Scope)[]

/** A subscription that begins, or a credit that had run since the bill's first day and ends. */
export function newCharge({ random, plain, leaves }: Draw, { first, size }: Span, kind: 'marketplace' | 'credit'): Change[] {
  const accounts = [...new Set(plain.leaves.map(({ scope }) => scope.sub_account_id ?? ''))].sort()
  const account = accounts[random.below(accounts.length)] ?? ''
  const service = kind === 'credit' ? 'Credit' : 'AWS Marketplace'
  // A hundredth of what the account costs, times the size, and never less than what is worth telling.
  const daily = plain.leaves.reduce((sum, leaf) => sum + (leaf.scope.sub_account_id === account ? usual(leaf, first) : 0), 0)
  const amount = Math.max(LEAST_CHARGE, 0.01 * size * daily)
  const leaf = newLeaf(leaves, {
    scope: { sub_account_id: account, service_name: service, region_id: '', usage_type: `${service}-${leaves.length}` },
    operation: service,
    kind,
    values: plain.days.map(() => 0),
  })
  return [{ leaf, add: (t) => (kind === 'credit' ? (t < first ? -amount : 0) : t >= first ? amount : 0) }]
}

/** Every line of a service in a region, in every account, costs more by one factor. */
export function priceChange(draw: Draw, { first, last, size }: Span): Change[] {
  const places = new Map<string, number[]>()
  for (const [i, leaf] of draw.plain.leaves.entries()) {
    if (leaf.kind !== 'standard') continue
    const key = `${leaf.scope.service_name}|${leaf.scope.region_id}`
    places.set(key, [...(places.get(key) ?? []), i])
  }
  const large = [...places.values()].filter(
    (group) => !group.some((i) => draw.taken.has(i)) && group.reduce((sum, i) => sum + usual(draw.plain.leaves[i], first), 0) >= 4 * LEAST_CHARGE,
  )
  const group = large[draw.random.below(Math.max(1, large.length))] ?? []
  return group
    .filter((i) => usual(draw.plain.leaves[i], first) > 0)
    .map((leaf) => ({ leaf, add: (t) => (t >= first && t <= last ? size * (draw.plain.leaves[leaf]?.values[t] ?? 0) : 0) }))
}

export const indicesOf = ({ plain }: Draw, isWanted: (leaf: BillLeaf, i: number) => boolean): number[] =>
  plain.leaves.flatMap((leaf, i) => (isWanted(leaf, i) ? [i] : []))

const newLeaf = (leaves: BillLeaf[], { scope, operation, kind, values }: BillLeaf): number =>
  leaves.push({ scope, operation, kind, values: values.map(() => 0) }) - 1

// More use of something that is gone makes no sense.
export const isAlive = ({ values }: BillLeaf, first: number, last: number): boolean => values.slice(first, last + 1).every((y) => y > 0)

export const usual = (leaf: BillLeaf | undefined, t: number): number => middle((leaf?.values ?? []).slice(t - BEFORE_DAYS, t))
