import { isStillShown } from '@/lib/desks/cost/detect/anomaly/still-shown'
import { getEvidence } from '@/lib/evidence/store'
import { addDays } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import { DailySeries, TenantCost } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'

// As much history as detection reads.
const HISTORY_DAYS = 230
// A rise that none of the last days has is over. Days.
const STILL_GOING_DAYS = 14

/** Why the incident of a cost case is not there any more, read from the bill as it is now; null while it is. */
export async function whyGone(c: Case, now: Instant): Promise<string | null> {
  const { openWarehouse } = await import('@/lib/warehouse/warehouse')
  return whyGoneIn(await openWarehouse(c.tenant_id, now), c, now)
}

async function whyGoneIn(warehouse: Warehouse, c: Case, now: Instant): Promise<string | null> {
  const anomaly = c.cost?.anomaly
  if (anomaly === undefined) return 'the case follows no anomaly'
  const last = (await warehouse.coveredDays()).at(-1)
  if (last === undefined) return 'there is no bill to look at'
  const known = await getEvidence(c.tenant_id, c.evidence_ids)
  const opened_with = known.find((e) => e.evidence_id === anomaly.evidence_ids[0])
  const kind = opened_with === undefined ? undefined : DailySeries.parse(opened_with.body).series
  const series = await warehouse.dailySeries(anomaly.scope, { start: addDays(last, -HISTORY_DAYS), end: addDays(last, 1) }, kind)
  const level = recentLevel(series)
  // Charges have no daily model of their own: what they cost now is all there is to ask.
  if (kind === undefined || kind === 'run') {
    const tenant_cost = known.findLast((e) => e.kind === 'cost.tenant_cost')
    const median = tenant_cost === undefined ? '0' : TenantCost.parse(tenant_cost.body).median_daily_cost
    if (!isStillShown(series, anomaly, median, now)) return 'the bill no longer shows it'
  }
  const risen = Number(anomaly.expected_daily_cost) + Number(anomaly.delta_daily_cost) / 2
  return anomaly.shape !== 'spike' && level !== null && Number(anomaly.delta_daily_cost) > 0 && level < risen
    ? `none of the last ${STILL_GOING_DAYS} days stands at its level any more`
    : null
}

/** The dearest of the latest settled days; null when none is settled. Statistics, not money that is shown. */
function recentLevel({ points }: DailySeries): number | null {
  const settled = points.filter((p) => p.is_settled).slice(-STILL_GOING_DAYS)
  return settled.length === 0 ? null : Math.max(...settled.map((p) => Number(p.effective_cost)))
}
