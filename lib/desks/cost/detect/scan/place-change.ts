import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { Scope } from '@/schemas/evidence/cost'

const WEEKS_BEFORE = [1, 2, 3]

/** Whether a line is of the same service, account and region as a scope. */
export const isSibling = ({ scope, kind }: BillLeaf, of: Scope): boolean =>
  kind !== 'credit' && scope.sub_account_id === of.sub_account_id && scope.service_name === of.service_name && scope.region_id === of.region_id

/** Dollars of two days above the same weekdays of the weeks before: a weekend is no fall. */
export function changeIn(values: readonly number[], t: number): number {
  const days = t + 1 < values.length ? [t, t + 1] : [t]
  return days.reduce((total, d) => total + (values[d] ?? 0) - usualOn(values, d), 0) / days.length
}

export const usualOn = (values: readonly number[], t: number): number => middle(WEEKS_BEFORE.flatMap((w) => (t >= 7 * w ? [values[t - 7 * w] ?? 0] : [])))
