import type { BillDays } from '@/lib/desks/cost/checks/history'
import type { SavingsInput } from '@/lib/desks/cost/checks/realized-savings'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { makeEvidence } from '@/lib/evidence/make'
import { invariant } from '@/lib/kernel/errors'
import { perDay } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { mendedFor } from './mended-bill'

// Placebo origins reach back 60 days and each needs eight weeks of history before it.
const HISTORY_DAYS = 200
const POOL_SIZE = 12

/**
 * What a saving of this case is measured from, read from the bill without its defects; `settled_days` of 0 stands for the shortest. `delivered_days` are the
 * days that the bill covers, those that are not known among them.
 */
export async function savingsInput(
  c: Case,
  warehouse: Warehouse,
  executed_at: Instant,
  settled_days: number,
  now: Instant,
  defects: readonly QualityIssue[],
): Promise<{ input: SavingsInput; evidence: Evidence[]; delivered_days: BillDays }> {
  const anomaly = c.cost?.anomaly
  invariant(anomaly && c.plan, `case ${c.case_id} has no plan on an anomaly`)
  const range = { start: addDays(dayOf(executed_at), -HISTORY_DAYS), end: addDays(dayOf(now), 1) }
  const { bill, delivered, mended } = mendedFor(warehouse, defects, anomaly.scope, range)
  const { service_name } = anomaly.scope
  const daysOf = async (of: Warehouse): Promise<BillDays> =>
    (await of.coveredDays()).filter((day) => day >= range.start && day < range.end).map((day) => ({ day, is_settled: of.isSettled(day) }))
  const [series, batch, bill_days, delivered_days] = await Promise.all([
    bill.dailySeries(anomaly.scope, range),
    bill.seriesByGroup(['sub_account_id', 'service_name', 'region_id'], range, ['run'], service_name === undefined ? {} : { service_name }),
    daysOf(bill),
    daysOf(delivered),
  ])
  const pool = batch.series
    .slice(0, POOL_SIZE)
    .map((s) => batch.days.map((day, i) => ({ day, effective_cost: s.costs[i] ?? '0', is_settled: batch.is_settled[i] === true })))
  const source = {
    connector: 'bill',
    query: `daily_series(${JSON.stringify(anomaly.scope)}, ${range.start}..${range.end}${mended.length === 0 ? '' : ', mended'})`,
    data_version: warehouse.data_version,
    retrieved_at: now,
  }
  const days = settled_days === 0 ? SAVINGS_DAYS[0] : settled_days
  return {
    input: {
      points: series.points,
      bill_days,
      pool,
      anomaly,
      executed_at,
      days,
      predicted_per_day: perDay(c.plan.expected_savings.expected),
      currency: c.plan.expected_savings.currency,
    },
    evidence: [makeEvidence({ source, body: series, gaps: mended })],
    delivered_days,
  }
}
