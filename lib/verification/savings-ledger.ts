import { add, subtract } from '@/lib/kernel/money'
import { addDays, dayOf, monthOf } from '@/lib/kernel/time'
import type { Currency, Decimal } from '@/schemas/money'
import type { Day, Instant, Month } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'
import { SKIPPED_DAYS } from './schedule'

/** A plan whose saving was claimed. `places` are the resources and the slice of the bill that it acted on: what another plan may share with it. */
export type ClaimedPlan = {
  case_id: string
  executed_at: Instant
  currency: Currency
  places: readonly string[]
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
 * day belongs to the one that was carried out first. Nothing is projected: the ledger ends with the last day that a check has read.
 */
export function savingsLedger(plans: readonly ClaimedPlan[]): { entries: LedgerEntry[]; elsewhere: CountedElsewhere[] } {
  const entries: LedgerEntry[] = []
  const elsewhere: CountedElsewhere[] = []
  const taken = new Map<string, string>()
  const ordered = [...plans].sort((a, b) => compare(a.executed_at, b.executed_at) || compare(a.case_id, b.case_id))
  for (const plan of ordered) {
    const months = new Map<Month, { days: number; saved: Decimal }>()
    const given = new Map<string, number>()
    for (const { day, saved } of savingDays(plan)) {
      const keys = plan.places.map((place) => `${place}\n${day}`)
      const owner = keys.map((key) => taken.get(key)).find((id) => id !== undefined)
      if (owner !== undefined) {
        given.set(owner, (given.get(owner) ?? 0) + 1)
        continue
      }
      for (const key of keys) taken.set(key, plan.case_id)
      const month = months.get(monthOf(day)) ?? { days: 0, saved: '0' }
      months.set(monthOf(day), { days: month.days + 1, saved: add(month.saved, saved) })
    }
    for (const [month, sum] of months) entries.push({ case_id: plan.case_id, month, currency: plan.currency, ...sum })
    for (const [with_case_id, days] of given) elsewhere.push({ case_id: plan.case_id, with_case_id, days })
  }
  return { entries, elsewhere }
}

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
