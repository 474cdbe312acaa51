import type { ChargeSeries } from '@/lib/desks/cost/detect/charge-anomalies'
import { type Findings, findAnomalies } from '@/lib/desks/cost/detect/find-anomalies'
import { makeEvidence } from '@/lib/evidence/make'
import { addDays } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { SeriesBatch } from '@/schemas/bill'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { DayRange, Instant } from '@/schemas/time'

// Month edges are learned from the last 200 days and need two weeks of history before them.
const HISTORY_DAYS = 230
const LEAF_KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type', 'owner'] as const satisfies readonly (keyof Scope)[]
const ACCOUNT_CHARGES = ['credit', 'refund', 'fee', 'commitment_unused'] as const

export type Found = { findings: Findings; evidenceOf(series: DailySeries): Evidence; tenant_cost: Evidence; range: DayRange }

/** What goes on in a tenant's bill, as detection sees it now. Null when the bill covers no day. */
export async function findInBill(warehouse: Warehouse, now: Instant): Promise<Found | null> {
  const last = (await warehouse.coveredDays()).at(-1)
  if (last === undefined) return null
  const range = { start: addDays(last, -HISTORY_DAYS), end: addDays(last, 1) }
  const [usage, charges, marketplace] = await Promise.all([
    warehouse.seriesByGroup(LEAF_KEYS, range),
    warehouse.seriesByGroup(['sub_account_id'], range, ACCOUNT_CHARGES),
    warehouse.seriesByGroup(['sub_account_id', 'service_name'], range, ['marketplace']),
  ])
  const evidenceOf = (series: DailySeries): Evidence =>
    makeEvidence({
      source: {
        connector: 'bill',
        query: `daily_series(${JSON.stringify(series.scope)}, ${series.series ?? 'run'}, ${range.start}..${range.end})`,
        data_version: warehouse.data_version,
        retrieved_at: now,
      },
      body: series,
    })
  const findings = findAnomalies({
    leaves: toSeries(usage),
    charges: [...toSeries(charges), ...toSeries(marketplace)].map((series) => ({ family: series.series as ChargeSeries['family'], series })),
    currency: warehouse.currency,
    now,
    data_version: warehouse.data_version,
    evidence_id_of: (series) => evidenceOf(series).evidence_id,
  })
  const tenant_cost = makeEvidence({
    source: { connector: 'bill', query: `tenant_cost(${range.start}..${range.end})`, data_version: warehouse.data_version, retrieved_at: now },
    body: { kind: 'cost.tenant_cost' as const, currency: warehouse.currency, median_daily_cost: findings.tenant_daily_cost, as_of_day: last },
  })
  return { findings, evidenceOf, tenant_cost, range }
}

const toSeries = (batch: SeriesBatch): DailySeries[] =>
  batch.series.map((s) => ({
    kind: 'cost.daily_series',
    scope: s.scope,
    ...(s.series === 'run' ? {} : { series: s.series }),
    currency: batch.currency,
    points: batch.days.map((day, i) => ({ day, effective_cost: s.costs[i] ?? '0', is_settled: batch.is_settled[i] === true })),
  }))
