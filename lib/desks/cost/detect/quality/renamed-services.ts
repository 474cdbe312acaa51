import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { QualityIssue } from './quality-issue'
import { type ServiceDays, servicesOf, usualBefore } from './service-days'

const BEFORE_DAYS = 14
// A service below this is too small for its rename to be mistaken for an anomaly. Dollars a day.
const MIN_COST = 5
const GONE_RATIO = 0.05
// A renamed service goes on at its own level; two services that change hands by chance rarely do.
const SAME_SIZE_RATIO = 0.35
// Dollars under the new name that lie in account, region and usage type combinations of the old one.
const SAME_PLACES_RATIO = 0.6

// One usage type of two services is chance: of a service that also went to other accounts, so many have to be the same.
const MIN_USAGES = 2

/**
 * A service that ended on the day on which another began, at the same cost and in the same places: one service under two names. `is_elsewhere` where only the accounts
 * are others.
 */
export type Rename = { from: ServiceDays; to: ServiceDays; at: number; is_elsewhere: boolean }

/** In the order of the days. A service that ended goes on as one other, the one that fits. */
export function renamesIn({ leaves }: DailyBill): Rename[] {
  const services = servicesOf(leaves)
  const found = services.flatMap((to) => {
    const at = birthOf(to.total)
    if (at === null) return []
    const ended = services.filter((s) => s !== to && hasEndedAt(s.total, at) && isSameSize(s.total, to.total, at))
    return ended.flatMap((from): Rename[] => {
      const is_here = inSamePlaces(from, to, leaves, at, placeOf)
      const is_elsewhere = !is_here && inSamePlaces(from, to, leaves, at, usageOf) && sharedUsages(from, to, leaves) >= MIN_USAGES
      return is_here || is_elsewhere ? [{ from, to, at, is_elsewhere }] : []
    })
  })
  const [left, came] = [new Set<ServiceDays>(), new Set<ServiceDays>()]
  return found
    .sort((a, b) => Number(a.is_elsewhere) - Number(b.is_elsewhere) || apartIn(a) - apartIn(b) || byName(a, b))
    .filter(({ from, to }) => {
      if (left.has(from) || came.has(to)) return false
      left.add(from)
      came.add(to)
      return true
    })
    .sort((a, b) => a.at - b.at || byName(a, b))
}

/** Dollars a day between what ended and what began, to the cent: less depends on the order of the lines. */
const apartIn = ({ from, to, at }: Rename): number => Math.round(100 * Math.abs((to.total[at] ?? 0) - usualBefore(from.total, at, BEFORE_DAYS))) / 100
const byName = (a: Rename, b: Rename): number => (nameOf(a) < nameOf(b) ? -1 : 1)
const nameOf = ({ from, to }: Rename): string => `${to.service}\u0000${from.service}`

export const renameIssue = ({ from, to, at }: Rename, { days }: DailyBill): QualityIssue => ({
  rule: 'service_renamed',
  scope: { service_name: to.service },
  first_day: days[at] ?? '',
  last_day: days[at] ?? '',
  before: usualBefore(from.total, at, BEFORE_DAYS),
  during: to.total[at] ?? 0,
  other_name: from.service,
})

const birthOf = (total: readonly number[]): number | null => {
  const first = total.findIndex((y) => y >= MIN_COST)
  return first < BEFORE_DAYS || total.slice(0, first).some((y) => y > GONE_RATIO * (total[first] ?? 0)) ? null : first
}

function hasEndedAt(total: readonly number[], at: number): boolean {
  const before = usualBefore(total, at, BEFORE_DAYS)
  return before >= MIN_COST && (total[at - 1] ?? 0) >= before / 2 && total.slice(at, at + 2).every((y) => y <= GONE_RATIO * before)
}

function isSameSize(from: readonly number[], to: readonly number[], at: number): boolean {
  const before = usualBefore(from, at, BEFORE_DAYS)
  return Math.abs((to[at] ?? 0) - before) <= SAME_SIZE_RATIO * before
}

type KeyOf = (leaf: BillLeaf | undefined) => string

function inSamePlaces(from: ServiceDays, to: ServiceDays, leaves: readonly BillLeaf[], at: number, keyOf: KeyOf): boolean {
  const known = new Set(from.members.map((i) => keyOf(leaves[i])))
  const inside = to.members.reduce((sum, i) => sum + (known.has(keyOf(leaves[i])) ? (leaves[i]?.values[at] ?? 0) : 0), 0)
  return inside >= SAME_PLACES_RATIO * (to.total[at] ?? 0)
}

function sharedUsages(from: ServiceDays, to: ServiceDays, leaves: readonly BillLeaf[]): number {
  const known = new Set(from.members.map((i) => usageOf(leaves[i])))
  return new Set(to.members.map((i) => usageOf(leaves[i])).filter((usage) => known.has(usage))).size
}

const usageOf = (leaf: BillLeaf | undefined): string => [leaf?.scope.region_id, leaf?.scope.usage_type, leaf?.kind].join('\u0000')

export const placeOf = (leaf: BillLeaf | undefined): string =>
  [leaf?.scope.sub_account_id, leaf?.scope.region_id, leaf?.scope.usage_type, leaf?.kind].join('\u0000')
