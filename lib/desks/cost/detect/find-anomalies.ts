import { add, toDecimal } from '@/lib/kernel/money'
import { median } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import { type DailySeries, SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { EvidenceId } from '@/schemas/ids'
import type { Currency, Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'
import { ACTIVE_DAYS, isWithin } from './active-incident'
import { onOneCalendar } from './calendar'
import { findCandidates } from './candidates'
import { type ChargeCause, type ChargeSeries, chargeAnomaly, findChargeCauses } from './charge-anomalies'
import { type Cause, findCauses } from './find-causes'
import type { FoundAnomaly } from './found-anomaly'
import { cellsOf } from './grains'
import { echoesOf, type HeldBack, heldCandidates, overBudget } from './held-back'
import { newRegionCauses } from './new-region'
import { detectParams } from './params'
import type { CalendarDay, Detection, Incident } from './scored-day'
import { incidentKey, perDay, toAnomaly } from './to-anomaly'

// Most new cases of one tenant on one day; the rest are held and visible.
const ALERT_BUDGET = 10
const MEDIAN_DAYS = 28

export type DetectInput = {
  /** Daily EffectiveCost of usage by leaf: account, service, region, usage type, owner. No credits, refunds, fees, taxes or marketplace lines. */
  leaves: readonly DailySeries[]
  /** Charges that are not usage. */
  charges: readonly ChargeSeries[]
  currency: Currency
  now: Instant
  data_version: string
  /** Id under which the caller stores the daily series of an anomaly's scope. */
  evidence_id_of: (series: DailySeries) => EvidenceId
}

export type Findings = { anomalies: FoundAnomaly[]; falls: FoundAnomaly[]; held: HeldBack[]; tenant_daily_cost: Decimal }

/** Median daily usage cost of a tenant over the last 28 settled days: what "large" means for this bill. */
export function tenantDailyCost(leaves: readonly DailySeries[]): Decimal {
  const { calendar, scoped } = onOneCalendar(leaves)
  const totals = calendar.flatMap((d, t) => (d.is_settled ? [scoped.reduce((sum, s) => sum + (s.values[t] ?? 0), 0)] : []))
  return totals.length === 0 ? '0' : perDay(median(totals.slice(-MEDIAN_DAYS)))
}

/** Every anomaly that is going on in a tenant's bill, one for each cause, dearest first. Deterministic: equal input gives equal findings. */
export function findAnomalies(input: DetectInput): Findings {
  const tenant_daily_cost = tenantDailyCost(input.leaves)
  const p = detectParams(tenant_daily_cost)
  const { calendar, scoped } = onOneCalendar(input.leaves)
  const book = { leaves: scoped, calendar, p, now: input.now }
  const { rises, falls, unsettled } = findCandidates(cellsOf(scoped), calendar, p, input.now)
  const { causes, covered, unexplained } = findCauses(rises, book, newRegionCauses(book))
  const charges = findChargeCauses(input.charges, input.leaves, p)

  const stampOf = (series: DailySeries) => ({
    currency: input.currency,
    now: input.now,
    data_version: input.data_version,
    evidence_id: input.evidence_id_of(series),
  })
  const usageOf = (scope: Scope, leaves: readonly number[], found: Detection, incident: Incident, corroborated_by: Scope[] = []): FoundAnomaly => {
    const series = seriesOf(scope, leaves, input, calendar)
    return {
      incident_key: incidentKey(scope, 'usage'),
      family: 'usage',
      anomaly: toAnomaly(scope, 'usage', found, incident, p, stampOf(series)),
      series,
      corroborated_by,
    }
  }
  const chargeOf = (charge: ChargeCause): FoundAnomaly => ({
    incident_key: incidentKey(charge.series.scope, charge.family),
    family: charge.family,
    anomaly: chargeAnomaly(charge, p, stampOf(charge.series)),
    series: charge.series,
    corroborated_by: [],
  })
  const usage = causes.filter((cause) => isWithin(cause.found, cause.incident, ACTIVE_DAYS) && !charges.some((charge) => isSameMoney(cause, charge)))
  const ranked = [...usage.map((c) => usageOf(c.scope, c.leaves, c.found, c.incident, echoesOf(c, covered))), ...charges.map(chargeOf)].sort(
    (a, b) => atRisk(b.anomaly) - atRisk(a.anomaly) || (a.incident_key < b.incident_key ? -1 : 1),
  )
  return {
    anomalies: ranked.slice(0, ALERT_BUDGET),
    falls: falls.map(({ cell, found, incident }) => usageOf(cell.scope, cell.leaves, found, incident)),
    held: [...ranked.slice(ALERT_BUDGET).map(overBudget), ...heldCandidates({ causes, covered, unexplained, unsettled }, calendar)],
    tenant_daily_cost,
  }
}

/** Dollars over the next 30 days if it goes on; for a spike what it already cost. */
function atRisk(anomaly: Anomaly): number {
  const days = anomaly.shape === 'spike' ? Math.max(1, anomaly.band.filter((b) => b.day >= anomaly.first_day && b.day <= anomaly.last_day).length) : 30
  return Number(anomaly.delta_daily_cost) * days
}

/** Whether a rise in usage is the same dollars as a charge, billed under both heads. */
function isSameMoney(cause: Cause, charge: ChargeCause): boolean {
  const scope = charge.series.scope
  if (SCOPE_KEYS.some((key) => scope[key] !== undefined && cause.scope[key] !== undefined && scope[key] !== cause.scope[key])) return false
  const size = charge.step.after - charge.step.before
  const began = cause.found.days[cause.incident.flagged[0] ?? 0]?.day
  const last = cause.found.days[cause.incident.flagged.at(-1) ?? 0]
  const rise = (last?.actual ?? 0) - (last?.expected ?? 0)
  const charged = charge.calendar[charge.step.first]?.day
  const is_same_time = began !== undefined && charged !== undefined && Math.abs(daysBetween(began, charged)) <= 2
  return scope.sub_account_id === cause.scope.sub_account_id && Math.abs(rise - size) <= 0.1 * size && is_same_time
}

/** Exact daily sums of the leaves of one scope, for the evidence store. */
function seriesOf(scope: Scope, members: readonly number[], input: DetectInput, calendar: readonly CalendarDay[]): DailySeries {
  const byDay = new Map<Day, Decimal[]>()
  for (const i of members) for (const point of input.leaves[i]?.points ?? []) byDay.set(point.day, [...(byDay.get(point.day) ?? []), point.effective_cost])
  return {
    kind: 'cost.daily_series',
    scope,
    currency: input.currency,
    points: calendar.map(({ day, is_settled }) => ({ day, effective_cost: add(toDecimal(0), ...(byDay.get(day) ?? [])), is_settled })),
  }
}
