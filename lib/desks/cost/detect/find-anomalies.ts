import { median } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { EvidenceId } from '@/schemas/ids'
import type { Currency, Decimal } from '@/schemas/money'
import type { QuietRule } from '@/schemas/quiet-rule'
import type { ThresholdRule } from '@/schemas/threshold-rule'
import type { Instant } from '@/schemas/time'
import type { FoundAnomaly } from './anomaly/found-anomaly'
import { tellers } from './anomaly/tellers'
import { perDay } from './anomaly/to-anomaly'
import { onOneCalendar, type ScopedValues } from './bill/calendar'
import { cellsOf } from './bill/grains'
import { findCandidates } from './causes/candidates'
import { findCauses } from './causes/find-causes'
import { newRegionCauses } from './causes/new-region'
import { isSaidByLook, otherLooks, saidBy } from './causes/other-looks'
import { type ChargeSeries, findChargeCauses } from './charges/charge-anomalies'
import { isSameMoney } from './charges/is-same-money'
import { ACTIVE_DAYS, isWithin } from './model/active-incident'
import type { CalendarDay } from './model/scored-day'
import { detectParams } from './params'
import type { DoubledDay } from './quality/doubled-deliveries'
import { mendSeries, type NamedCommitment } from './quality/mend-series'
import type { QualityIssue } from './quality/quality-issue'
import { echoesOf, type HeldBack, heldBy, heldCandidates, heldCause, heldCharges, heldLook } from './quiet/held-back'
import { heldByPeople } from './quiet/held-by-people'
import { heldMonthly } from './quiet/held-monthly'
import { quietReason } from './quiet/quiet-causes'
import { commitmentAlarms } from './scan/commitment-alarms'
import { scanParams } from './scan/scan-params'

// Most new cases of one tenant on one day; the rest are held and visible.
const ALERT_BUDGET = 10
const MEDIAN_DAYS = 28

export type DetectInput = {
  /** Daily EffectiveCost of usage by leaf: account, service, region, usage type, owner. No credits, refunds, fees, taxes or marketplace lines. */
  leaves: readonly DailySeries[]
  /** The part of `leaves`, scope by scope, that commitments pay for. Without it nothing is said about commitments that end. */
  committed?: readonly DailySeries[]
  /** The same by commitment, where the bill names them. */
  named?: readonly NamedCommitment[]
  /** Charges that are not usage. */
  charges: readonly ChargeSeries[]
  /** Days that a delivery holds twice, known by comparing it with the one before. */
  doubled?: readonly DoubledDay[]
  /** What people said to expect. */
  quiet_rules?: readonly QuietRule[]
  /** What people said is too small to tell. */
  threshold_rules?: readonly ThresholdRule[]
  currency: Currency
  now: Instant
  data_version: string
  /** Id under which the caller stores the daily series of an anomaly's scope; `mended` is what was put right in it. */
  evidence_id_of: (series: DailySeries, mended: readonly QualityIssue[]) => EvidenceId
}

/** `leaves` are the usage series as detection read them, without the defects in `quality`. */
export type Findings = {
  anomalies: FoundAnomaly[]
  falls: FoundAnomaly[]
  held: HeldBack[]
  quality: QualityIssue[]
  leaves: readonly DailySeries[]
  tenant_daily_cost: Decimal
}

/** Median daily usage cost of a tenant over the last 28 settled days: what "large" means for this bill. */
function tenantDailyCost(calendar: readonly CalendarDay[], scoped: readonly ScopedValues[]): Decimal {
  const totals = calendar.flatMap((d, t) => (d.is_settled ? [scoped.reduce((sum, s) => sum + (s.values[t] ?? 0), 0)] : []))
  return totals.length === 0 ? '0' : perDay(median(totals.slice(-MEDIAN_DAYS)))
}

/** Every anomaly that is going on in a tenant's bill, one for each cause, dearest first. Deterministic: equal input gives equal findings. */
export function findAnomalies(input: DetectInput): Findings {
  const bill = mendSeries({ leaves: input.leaves, charges: input.charges, committed: input.committed ?? [], named: input.named ?? [] }, input.doubled)
  const { calendar, scoped } = onOneCalendar(bill.leaves)
  const tenant_daily_cost = tenantDailyCost(calendar, scoped)
  const p = detectParams(tenant_daily_cost)
  const book = { leaves: scoped, calendar, p, now: input.now }
  const { rises, falls, unsettled } = findCandidates(cellsOf(scoped), calendar, p, input.now)
  const { causes, covered, unexplained } = findCauses(rises, book, newRegionCauses(book))
  const charges = findChargeCauses(bill.charges, bill.leaves, p)

  const { usageOf, chargeOf, lookOf } = tellers(input, bill, calendar, p)
  const scan_params = { ...scanParams(), ...p }
  const ended = commitmentAlarms(bill.mended.bill)
  const quiet = new Map(causes.map((cause) => [cause, quietReason(cause, bill, scan_params, ended)] as const))
  const active = causes.filter((cause) => isWithin(cause.found, cause.incident, ACTIVE_DAYS))
  const told = active.filter((cause) => quiet.get(cause) === undefined && !charges.some((charge) => isSameMoney(cause, charge)))
  const looks = otherLooks(bill, calendar, ended)
  // What only moved within its service, or is a part of what a commitment of several accounts lost, says nothing of the one that ended under it.
  const speaking = causes.filter((cause) => quiet.get(cause) !== 'moved_within_service' && quiet.get(cause) !== 'already_explained')
  const news = looks.filter((look, i) => saidBy(look, speaking) === undefined && !isSaidByLook(look, looks.slice(0, i)))
  const ranked = [...told.map((c) => usageOf(c.scope, c.leaves, c.found, c.incident, echoesOf(c, covered))), ...charges.map(chargeOf), ...news.flatMap(lookOf)]
    .filter((found, i, all) => all.findIndex((other) => other.incident_key === found.incident_key) === i)
    .sort((a, b) => atRisk(b.anomaly) - atRisk(a.anomaly) || (a.incident_key < b.incident_key ? -1 : 1))
  const by_people = heldByPeople(ranked, input)
  const open = ranked.filter((found) => !by_people.some((e) => e.found === found))
  return {
    anomalies: open.slice(0, ALERT_BUDGET),
    falls: falls.map(({ cell, found, incident }) => usageOf(cell.scope, cell.leaves, found, incident)),
    held: [
      ...open.slice(ALERT_BUDGET).map((found) => heldBy(found, 'alert_budget')),
      ...by_people.map(({ found, held, rule_id }) => ({ ...heldBy(found, held), rule_id })),
      ...active.flatMap((cause) => heldCause(cause, quiet.get(cause))),
      ...looks.flatMap((look) => heldLook(look, saidBy(look, speaking), news.includes(look), p)),
      ...charges.flatMap(heldCharges),
      ...heldMonthly(scoped, bill.charges, calendar, p),
      ...heldCandidates({ causes, covered, unexplained, unsettled }, calendar),
    ],
    quality: bill.issues,
    leaves: bill.leaves,
    tenant_daily_cost,
  }
}

/** Dollars over the next 30 days if it goes on; for a spike what it already cost. */
function atRisk(anomaly: Anomaly): number {
  const days = anomaly.shape === 'spike' ? Math.max(1, anomaly.band.filter((b) => b.day >= anomaly.first_day && b.day <= anomaly.last_day).length) : 30
  return Number(anomaly.delta_daily_cost) * days
}
