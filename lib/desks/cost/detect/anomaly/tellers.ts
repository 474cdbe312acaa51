import { type DailySeries, SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { EvidenceId } from '@/schemas/ids'
import type { Currency } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import { sumSeries } from '../bill/sum-series'
import type { Look } from '../causes/other-looks'
import { type ChargeCause, chargeAnomaly } from '../charges/charge-anomalies'
import type { CalendarDay, Detection, Incident } from '../model/scored-day'
import type { DetectParams } from '../params'
import type { QualityIssue } from '../quality/quality-issue'
import type { FoundAnomaly } from './found-anomaly'
import { namedStepAnomaly } from './named-step'
import { incidentKey, toAnomaly } from './to-anomaly'

type Stamped = {
  currency: Currency
  now: Instant
  data_version: string
  evidence_id_of: (series: DailySeries, mended: readonly QualityIssue[]) => EvidenceId
}
type Mended = { leaves: readonly DailySeries[]; issues: readonly QualityIssue[] }

/** What makes a finding out of what each look found: the series of its scope, and the anomaly in it. `lookOf` has none where the series shows no material rise. */
export type Tellers = {
  usageOf(scope: Scope, leaves: readonly number[], found: Detection, incident: Incident, corroborated_by?: Scope[]): FoundAnomaly
  chargeOf(charge: ChargeCause): FoundAnomaly
  lookOf(look: Look): FoundAnomaly[]
}

export function tellers({ currency, now, data_version, evidence_id_of }: Stamped, bill: Mended, calendar: readonly CalendarDay[], p: DetectParams): Tellers {
  const stampOf = (series: DailySeries) => ({ currency, now, data_version, evidence_id: evidence_id_of(series, mendedIn(bill.issues, series.scope)) })
  const seriesOf = (scope: Scope, leaves: readonly number[]) => sumSeries(scope, leaves, bill.leaves, calendar, currency)
  return {
    usageOf(scope, leaves, found, incident, corroborated_by = []) {
      const series = seriesOf(scope, leaves)
      return usage(series, toAnomaly(scope, 'usage', found, incident, p, stampOf(series)), corroborated_by)
    },
    chargeOf: (charge) => ({
      incident_key: incidentKey(charge.series.scope, charge.family),
      family: charge.family,
      anomaly: chargeAnomaly(charge, p, stampOf(charge.series)),
      series: charge.series,
      corroborated_by: [],
    }),
    lookOf(look) {
      const series = seriesOf(look.scope, look.leaves)
      const anomaly = namedStepAnomaly(series, look, p, stampOf(series))
      return anomaly === null ? [] : [usage(series, anomaly, [])]
    },
  }
}

const usage = (series: DailySeries, anomaly: FoundAnomaly['anomaly'], corroborated_by: Scope[]): FoundAnomaly => ({
  incident_key: incidentKey(series.scope, 'usage'),
  family: 'usage',
  anomaly,
  series,
  corroborated_by,
})

const MENDED: readonly QualityIssue['rule'][] = ['service_renamed', 'owner_moved', 'account_moved', 'days_missing', 'day_repeated', 'day_partial']

/** The defects that were mended in the series of one scope, or left out of it. */
const mendedIn = (issues: readonly QualityIssue[], scope: Scope): QualityIssue[] =>
  issues.filter(
    (issue) =>
      MENDED.includes(issue.rule) && SCOPE_KEYS.every((key) => issue.scope[key] === undefined || scope[key] === undefined || issue.scope[key] === scope[key]),
  )
