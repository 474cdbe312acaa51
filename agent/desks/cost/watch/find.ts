import type { ChargeSeries } from '@/lib/desks/cost/detect/charges/charge-anomalies'
import { type Findings, findAnomalies } from '@/lib/desks/cost/detect/find-anomalies'
import { defectText } from '@/lib/desks/cost/detect/quality/defect-text'
import { type DoubledDay, doubledDays } from '@/lib/desks/cost/detect/quality/doubled-deliveries'
import { type BillSeries, mendSeries, type NamedCommitment } from '@/lib/desks/cost/detect/quality/mend-series'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import { compareVersions, incidentOrigin } from '@/lib/desks/cost/series/compare-versions'
import { makeEvidence } from '@/lib/evidence/make'
import { addDays } from '@/lib/kernel/time'
import type { CommitmentDays } from '@/lib/warehouse/queries/commitment-days'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { SeriesBatch } from '@/schemas/bill'
import type { HeldRule } from '@/schemas/detection-run'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { QuietRule } from '@/schemas/quiet-rule'
import type { ThresholdRule } from '@/schemas/threshold-rule'
import type { Day, DayRange, Instant } from '@/schemas/time'
import { type EarlierBill, earlierBill } from './earlier-bill'

// Month edges are learned from the last 200 days and need two weeks of history before them.
const HISTORY_DAYS = 230
const LEAF_KEYS = ['sub_account_id', 'service_name', 'region_id', 'usage_type', 'owner'] as const satisfies readonly (keyof Scope)[]
const ACCOUNT_CHARGES = ['credit', 'refund', 'fee', 'commitment_unused'] as const

/** What earlier looks and people have said that this one has to know. */
export type Known = {
  doubled: readonly DoubledDay[]
  quiet_rules: readonly QuietRule[]
  threshold_rules?: readonly ThresholdRule[]
  /** Closed months that were restated, as they were before. */
  restated?: readonly EarlierBill[]
}
export type Found = {
  findings: Findings
  /** Anomalies that wait for another delivery, by incident key: no case is opened for them yet. */
  waiting: ReadonlyMap<string, HeldRule>
  evidenceOf(series: DailySeries): Evidence
  tenant_cost: Evidence
  range: DayRange
  last_day: Day
}

type ReadBill = { last: Day; range: DayRange; earlier: EarlierBill | null; series: BillSeries; doubled: DoubledDay[] }

/** Every series that detection follows, as the bill was delivered. Null when the bill covers no day. */
async function readBill(warehouse: Warehouse, now: Instant, known: readonly DoubledDay[]): Promise<ReadBill | null> {
  const last = (await warehouse.coveredDays()).at(-1)
  if (last === undefined) return null
  const range = { start: addDays(last, -HISTORY_DAYS), end: addDays(last, 1) }
  const earlier = await earlierBill(warehouse, now)
  const [usage, committed, named, charges, marketplace, doubled] = await Promise.all([
    warehouse.seriesByGroup(LEAF_KEYS, range),
    warehouse.seriesByGroup(LEAF_KEYS, range, { priced: 'Committed' }),
    warehouse.commitmentDays(range),
    warehouse.seriesByGroup(['sub_account_id'], range, { series: ACCOUNT_CHARGES }),
    warehouse.seriesByGroup(['sub_account_id', 'service_name'], range, { series: ['marketplace'] }),
    doubledSince(earlier, warehouse, range, known),
  ])
  const charged = [...toSeries(charges), ...toSeries(marketplace)].map((series) => ({ family: series.series as ChargeSeries['family'], series }))
  return {
    last,
    range,
    earlier,
    series: { leaves: toSeries(usage), committed: toSeries(committed), named: namedOf(named, warehouse), charges: charged },
    doubled,
  }
}

/** What is wrong with a bill as it stands: what detection would mend in it now. `known` are days that earlier looks found doubled. */
export async function defectsOf(warehouse: Warehouse, now: Instant, known: readonly DoubledDay[]): Promise<QualityIssue[]> {
  const read = await readBill(warehouse, now, known)
  return read === null ? [] : mendSeries(read.series, read.doubled).issues
}

/** What goes on in a tenant's bill, as detection sees it now. Null when the bill covers no day. */
export async function findInBill(warehouse: Warehouse, now: Instant, known: Known = { doubled: [], quiet_rules: [] }): Promise<Found | null> {
  const read = await readBill(warehouse, now, known.doubled)
  if (read === null) return null
  const { last, range, earlier, series, doubled } = read
  const source = (query: string) => ({ connector: 'bill', query, data_version: warehouse.data_version, retrieved_at: now })
  const made = new Map<DailySeries, Evidence>()
  const evidenceOf = (series: DailySeries, mended: readonly QualityIssue[] = []): Evidence => {
    const query = `daily_series(${JSON.stringify(series.scope)}, ${series.series ?? 'run'}, ${range.start}..${range.end})`
    const evidence =
      made.get(series) ?? makeEvidence({ source: source(query), body: series, gaps: mended.map((issue) => defectText(issue, warehouse.currency)) })
    made.set(series, evidence)
    return evidence
  }
  const findings = findAnomalies({
    ...series,
    doubled,
    quiet_rules: known.quiet_rules,
    threshold_rules: known.threshold_rules ?? [],
    currency: warehouse.currency,
    now,
    data_version: warehouse.data_version,
    evidence_id_of: (series, mended) => evidenceOf(series, mended).evidence_id,
  })
  const tenant_cost = makeEvidence({
    source: source(`tenant_cost(${range.start}..${range.end})`),
    body: { kind: 'cost.tenant_cost' as const, currency: warehouse.currency, median_daily_cost: findings.tenant_daily_cost, as_of_day: last },
  })
  const waiting = await waitingFor(findings, [...(known.restated ?? []), ...(earlier === null ? [] : [earlier])], range)
  return { findings, waiting, evidenceOf, tenant_cost, range, last_day: last }
}

/** Days of an account that the newest delivery holds twice. */
async function doubledSince(earlier: EarlierBill | null, warehouse: Warehouse, range: DayRange, known: readonly DoubledDay[]): Promise<DoubledDay[]> {
  if (earlier === null && known.length === 0) return []
  const newer = toSeries(await warehouse.seriesByGroup(['sub_account_id'], range))
  const older = earlier === null ? [] : toSeries(await earlier.warehouse.seriesByGroup(['sub_account_id'], range))
  return doubledDays(older, newer, earlier?.as_of ?? range.end, known)
}

/**
 * A rise that lies wholly on days which the provider restated after they were whole waits until another delivery confirms it; on days of a closed month that
 * was restated it stays held, because the restatement is told instead.
 */
async function waitingFor({ anomalies }: Findings, earlier: readonly EarlierBill[], range: DayRange): Promise<Map<string, HeldRule>> {
  const waiting = new Map<string, HeldRule>()
  if (earlier.length === 0) return waiting
  for (const { anomaly, series, incident_key } of anomalies) {
    const before = await Promise.all(earlier.map(({ warehouse }) => warehouse.dailySeries(anomaly.scope, range, series.series)))
    const flagged = series.points.filter(({ day, is_settled }) => is_settled && day >= anomaly.first_day && day <= anomaly.last_day).map(({ day }) => day)
    const changes = before.flatMap((older, i) => compareVersions(byDay(older), byDay(series), earlier[i]?.as_of ?? range.end))
    const origin = incidentOrigin(flagged, changes)
    if (origin !== 'cost') waiting.set(incident_key, origin === 'restatement' ? 'restated_days' : 'duplicated_day')
  }
  return waiting
}

const byDay = ({ points }: DailySeries): Map<Day, number> => new Map(points.map(({ day, effective_cost }) => [day, Number(effective_cost)]))

const namedOf = (days: readonly CommitmentDays[], { currency, isSettled }: Warehouse): NamedCommitment[] =>
  days.map(({ commitment_id, scope, costs }) => ({
    commitment_id,
    series: { kind: 'cost.daily_series', scope, currency, points: costs.map((cost) => ({ ...cost, is_settled: isSettled(cost.day) })) },
  }))

const toSeries = (batch: SeriesBatch): DailySeries[] =>
  batch.series.map((s) => ({
    kind: 'cost.daily_series',
    scope: s.scope,
    ...(s.series === 'run' ? {} : { series: s.series }),
    currency: batch.currency,
    points: batch.days.map((day, i) => ({ day, effective_cost: s.costs[i] ?? '0', is_settled: batch.is_settled[i] === true })),
  }))
