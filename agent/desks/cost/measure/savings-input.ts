import { mendedFor } from '@/agent/desks/cost/watch/mended-bill'
import type { BillDays } from '@/lib/desks/cost/checks/history'
import type { SavingsInput } from '@/lib/desks/cost/checks/savings-input'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { invariant } from '@/lib/kernel/errors'
import { perDay } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { DayRange, Instant } from '@/schemas/time'
import { withFreedBeside } from './freed-beside'
import { placeEvidence } from './read-place'
import { type Asked, type Base, choosePlace, claimedPlace } from './where-measured'

// Placebo origins reach back 120 days before the incident, and each looks at up to eight weeks before it.
const HISTORY_DAYS = 200
const POOL_SIZE = 12
// A plan that acted so long before is in the level that this one is held against.
const BASELINE_DAYS = 28

/** A bill as it is looked at on one day. `defects` are those that were found in it, and are put right before anything is compared. */
export type BillLook = { warehouse: Warehouse; defects: readonly QualityIssue[]; now: Instant }

/** `delivered_days` are the days that the bill covers, those that are not known among them. */
export type SavingsRead = { input: SavingsInput; evidence: Evidence[]; delivered_days: BillDays; range: DayRange }

/**
 * What a saving of this case is measured from, over `settled_days`; 0 stands for the shortest. Where a check has claimed the saving, it is read on as that
 * check measured it.
 */
export async function savingsInput(c: Case, { warehouse, defects, now }: BillLook, executed_at: Instant, settled_days: number): Promise<SavingsRead> {
  const anomaly = c.cost?.anomaly
  invariant(anomaly && c.plan, `case ${c.case_id} has no plan on an anomaly`)
  const range = { start: addDays(dayOf(executed_at), -HISTORY_DAYS), end: addDays(dayOf(now), 1) }
  const { bill, delivered, mended } = mendedFor(warehouse, defects, anomaly.scope, range)
  const daysOf = async (of: Warehouse): Promise<BillDays> =>
    (await of.coveredDays()).filter((day) => day >= range.start && day < range.end).map((day) => ({ day, is_settled: of.isSettled(day) }))
  const { service_name } = anomaly.scope
  const [batch, bill_days, delivered_days] = await Promise.all([
    bill.seriesByGroup(['sub_account_id', 'service_name', 'region_id'], range, { scope: service_name === undefined ? {} : { service_name } }),
    daysOf(bill),
    daysOf(delivered),
  ])
  const series = batch.series.map((s) => ({
    scope: s.scope,
    points: batch.days.map((day, i) => ({ day, effective_cost: s.costs[i] ?? '0', is_settled: batch.is_settled[i] === true })),
  }))
  const base: Base = {
    bill_days,
    pool: series.slice(0, POOL_SIZE).map((s) => s.points),
    anomaly,
    executed_at,
    days: settled_days === 0 ? SAVINGS_DAYS[0] : settled_days,
    predicted_per_day: perDay(c.plan.expected_savings.expected),
    currency: c.plan.expected_savings.currency,
  }
  const asked: Asked = { c, bill, range, bill_days, executed_at, since: addDays(dayOf(executed_at), -BASELINE_DAYS) }
  const claim = c.status === 'verified' || c.status === 'partial' ? c.checks.findLast((check) => check.savings !== null) : undefined
  const chosen = claim === undefined ? await choosePlace(asked, base, series) : await claimedPlace(asked, base, claim.savings?.measured_on)
  const { reads, input } = await withFreedBeside(asked, chosen, claim !== undefined)
  const evidence = reads.map((read) => placeEvidence(read, { range, mended, data_version: warehouse.data_version, now }))
  return { input, evidence, delivered_days, range }
}
