import { add, subtract } from '@/lib/kernel/money'
import { addDays, dayOf, monthOf } from '@/lib/kernel/time'
import type { Currency, Decimal } from '@/schemas/money'
import type { Day, Instant, Month } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'
import { SKIPPED_DAYS } from './schedule'
import { type Acted, sharesPlace } from './shared-place'
import { watchedSince } from './watched-since'

/** A plan whose saving was claimed. */
export type ClaimedPlan = Acted & {
  case_id: string
  executed_at: Instant
  currency: Currency
  /** What the check that claimed it measured a day, and the last day that it measured. */
  saved_per_day: Decimal
  measured_to: Day | null
  /** Cases whose plans are in its figure. */
  joint_with?: readonly string[]
  trajectory: VerificationCheck['trajectory']
  /** First day on which the saving is no longer made; null while it holds. */
  undone_since: Day | null
}

export type LedgerEntry = { case_id: string; month: Month; currency: Currency; days: number; saved: Decimal }
/** A day of a plan that is counted with an earlier plan on the same resource, so that it is not counted twice. */
export type CountedElsewhere = { case_id: string; with_case_id: string; days: number }

/**
 * What was saved, per plan and month: the sum over settled days of what would have been spent less what was. Days before the change has settled
 * in, days that may still change, and days after a saving came undone count nothing. Where two plans share a resource or a slice of the bill, a
 * day belongs to the one that was carried out first: what the later one saves is in its slice, too. Nothing is projected: the ledger ends with
 * the last day that a check has read.
 */
export function savingsLedger(plans: readonly ClaimedPlan[]): { entries: LedgerEntry[]; elsewhere: CountedElsewhere[] } {
  const entries: LedgerEntry[] = []
  const elsewhere: CountedElsewhere[] = []
  const counted: { plan: ClaimedPlan; days: Set<Day> }[] = []
  for (const plan of inOrder(plans)) {
    const months = new Map<Month, { days: number; saved: Decimal }>()
    const given = new Map<string, number>()
    const days = savingDays(plan)
    const own = new Set<Day>()
    const [first] = days
    const before = counted.filter((other) => first !== undefined && other.days.size > 0 && sharesPlace(other.plan, plan))
    for (const { day, saved } of days) {
      const owner = before.find((other) => other.days.has(day))?.plan.case_id
      if (owner !== undefined) {
        given.set(owner, (given.get(owner) ?? 0) + 1)
        continue
      }
      own.add(day)
      const month = months.get(monthOf(day)) ?? { days: 0, saved: '0' }
      months.set(monthOf(day), { days: month.days + 1, saved: add(month.saved, saved) })
    }
    counted.push({ plan, days: own })
    for (const [month, sum] of months) entries.push({ case_id: plan.case_id, month, currency: plan.currency, ...sum })
    for (const [with_case_id, days] of given) elsewhere.push({ case_id: plan.case_id, with_case_id, days })
  }
  return { entries, elsewhere }
}

/**
 * What plans that hold save a day, by currency: the sum of what was claimed. A plan that was carried out while an earlier one was still measured on the same
 * dollars is in that one's figure, or has it in its own where that is a joint one, and adds none of its own. `with_others` are those plans. One that is watched no more adds nothing either: whether it still
 * holds is not known.
 */
export function claimedRate(plans: readonly ClaimedPlan[], now: Instant): { rates: { currency: Currency; saved: Decimal }[]; with_others: ClaimedPlan[] } {
  const holding = inOrder(plans.filter((plan) => plan.undone_since === null && isWatched(plan, now)))
  const isWithin = (plan: ClaimedPlan, earlier: ClaimedPlan) =>
    plan.joint_with?.includes(earlier.case_id) === true ||
    (earlier.measured_to !== null && dayOf(plan.executed_at) <= earlier.measured_to && sharesPlace(earlier, plan))
  const with_others = holding.filter((plan, i) => holding.slice(0, i).some((earlier) => isWithin(plan, earlier)))
  const apart = holding.filter((plan) => !with_others.includes(plan))
  return { rates: sumByCurrency(apart.map(({ currency, saved_per_day }) => ({ currency, saved: saved_per_day }))), with_others }
}

export const isWatched = ({ executed_at }: Pick<ClaimedPlan, 'executed_at'>, now: Instant): boolean => executed_at >= watchedSince(now)

const inOrder = (plans: readonly ClaimedPlan[]): ClaimedPlan[] =>
  [...plans].sort((a, b) => compare(a.executed_at, b.executed_at) || compare(a.case_id, b.case_id))

function savingDays({ trajectory, executed_at, undone_since }: ClaimedPlan): { day: Day; saved: Decimal }[] {
  const from = addDays(dayOf(executed_at), SKIPPED_DAYS)
  return trajectory.flatMap(({ day, actual, expected, is_settled }) =>
    is_settled && actual !== null && day >= from && (undone_since === null || day < undone_since) ? [{ day, saved: subtract(expected, actual) }] : [],
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sums of some amounts by currency: money of two currencies is never added. */
export function sumByCurrency(amounts: readonly { currency: Currency; saved: Decimal }[]): { currency: Currency; saved: Decimal }[] {
  const sums = new Map<Currency, Decimal>()
  for (const { currency, saved } of amounts) sums.set(currency, add(sums.get(currency) ?? '0', saved))
  return [...sums].map(([currency, saved]) => ({ currency, saved })).sort((a, b) => compare(a.currency, b.currency))
}
