import { perDay } from '@/lib/desks/cost/detect/anomaly/to-anomaly'
import { formatDay, formatMoney } from '@/lib/kernel/format'
import type { QualityIssue } from './quality-issue'

/** A defect of a bill as one sentence: what is wrong, on which days, and what was done about it. Amounts are in the currency of the bill. */
export function defectText(issue: QualityIssue, currency = 'USD'): string {
  const { rule, scope, first_day, last_day, before, during, other_name } = issue
  const days = first_day === last_day ? formatDay(first_day) : `${formatDay(first_day)} to ${formatDay(last_day)}`
  const money = (amount: number) => formatMoney(perDay(amount), currency)
  const where = scope.service_name ?? (scope.sub_account_id === undefined ? 'the whole bill' : `account ${scope.sub_account_id}`)
  switch (rule) {
    case 'service_renamed':
      return `${other_name ?? 'A service'} is billed as ${where} since ${days}: its history goes on under the new name.`
    case 'owner_moved':
      return `The lines of ${where} go on under other owners since ${days} (${money(before)} per day): their history goes with them.`
    case 'account_moved':
      return `What account ${other_name ?? ''} gave up on ${days} (${money(before)} per day) goes on in ${where} (${money(during)}): its history goes with it.`
    case 'days_missing':
      return `${where} is missing from every account on ${days} (usually ${money(before)} per day): its return is no rise.`
    case 'day_repeated':
      return `${days} was delivered twice for ${where} (${money(during)} instead of ${money(before)}): it counts once.`
    case 'day_partial':
      return `${days} is not complete (${money(during)} so far, ${money(before)} the day before): nothing is said about it yet.`
    case 'day_absent':
      return `The bill has no line for ${days}: those days are not known.`
  }
}
