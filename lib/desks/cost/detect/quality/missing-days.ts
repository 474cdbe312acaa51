import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { addDays, isFirstOfMonth } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import type { QualityIssue } from './quality-issue'
import { type ServiceDays, servicesOf, usualBefore } from './service-days'

const BEFORE_DAYS = 14
const MIN_COST = 20
const GONE_RATIO = 0.2
const BACK_RATIO = 0.5
const MIN_DAYS = 2
// One owner may switch a service off; that several do so on the same day and all of them wholly is a bill that lost lines. So is one month from its first day
// to its last without a cent: an export that lacks a file, where only one account has the service.
const MIN_ACCOUNTS = 2
const MIN_ACCOUNT_COST = 1
const LONGEST_MONTH = 31

/** Days [from, to) on which a service is missing from the bill of every account at once, or from its only one for exactly a month. `to` is the length of the bill while it has not come back. */
export type Hole = { service: ServiceDays; from: number; to: number }

export function holesIn({ days, leaves, is_whole }: DailyBill): Hole[] {
  return servicesOf(leaves).flatMap((service) => {
    const found: Hole[] = []
    for (let t = BEFORE_DAYS; t < service.total.length; t++) {
      const before = usualBefore(service.total, t, BEFORE_DAYS)
      const is_gone = (d: number) => is_whole[d] === true && (service.total[d] ?? 0) <= GONE_RATIO * before
      if (before < MIN_COST || !is_gone(t) || !is_gone(t + 1) || is_gone(t - 1)) continue
      const back = service.total.findIndex((y, d) => d > t && y >= BACK_RATIO * before)
      const to = back === -1 ? service.total.length : back
      if (!areAllGone(service, leaves, t) && !isMonthWithoutCost(service.total, t, to, days)) continue
      if (to - t >= MIN_DAYS) found.push({ service, from: t, to })
      t = to
    }
    return found
  })
}

export const holeIssue = ({ service, from, to }: Hole, { days }: DailyBill): QualityIssue => ({
  rule: 'days_missing',
  scope: { service_name: service.service },
  first_day: days[from] ?? '',
  last_day: days[to - 1] ?? '',
  before: usualBefore(service.total, from, BEFORE_DAYS),
  during: service.total.slice(from, to).reduce((a, b) => a + b, 0) / (to - from),
  other_name: null,
})

/** Whether [from, to) is one calendar month, on no day of which there is any cost. */
const isMonthWithoutCost = (total: readonly number[], from: number, to: number, days: readonly Day[]): boolean =>
  isFirstOfMonth(days[from] ?? '') && days[to] === nextMonth(days[from] ?? '') && total.slice(from, to).every((cost) => cost === 0)

/** The first of the month after the one that begins on a day. */
const nextMonth = (first: Day): Day => `${addDays(first, LONGEST_MONTH).slice(0, 7)}-01`

function areAllGone(service: ServiceDays, leaves: readonly BillLeaf[], t: number): boolean {
  const own = service.members.map((i) => leaves[i] as BillLeaf)
  const accounts = groupLeaves(own, ['sub_account_id'])
    .map((members) => sumLeaves(members, own))
    .filter((total) => usualBefore(total, t, BEFORE_DAYS) >= MIN_ACCOUNT_COST)
  return accounts.length >= MIN_ACCOUNTS && accounts.every((total) => (total[t] ?? 0) <= GONE_RATIO * usualBefore(total, t, BEFORE_DAYS))
}
