import { digest } from '@/lib/kernel/canonical'
import { Big, subtract, toDecimal } from '@/lib/kernel/money'
import { mean, round6 } from '@/lib/kernel/stats'
import type { Anomaly } from '@/schemas/cost'
import type { Scope } from '@/schemas/evidence/cost'
import type { EvidenceId } from '@/schemas/ids'
import type { Currency, Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import type { Detection, Incident, ScoredDay } from '../model/scored-day'
import type { DetectParams } from '../params'
import { shapeOf } from './shape'

/** Which kind of money a series holds. `usage` is what resources cost; the others are charges that have no usage behind them. */
export type Family = 'usage' | 'credit' | 'refund' | 'fee' | 'marketplace' | 'commitment_unused'

export type Stamp = { currency: Currency; now: Instant; data_version: string; evidence_id: EvidenceId }

const BAND_DAYS_BEFORE = 42
// Two-sided 80 % and 95 % of a normal distribution.
const Z80 = 1.281552
const Z95 = 1.959964

/** Equal for the same cause on every run, so that a re-run finds the same case. */
export const incidentKey = (scope: Scope, family: Family): string => digest({ scope, family })

/** Identifies this occurrence: the same scope may go wrong again another month. */
export const anomalyId = (incident_key: string, first_day: string): string => `an_${digest({ incident_key, first_day }).slice(0, 24)}`

/** Dollars per day as a decimal; a sum of doubles is only good to six places. */
export const perDay = (x: number): Decimal => toDecimal(round6(x))
const cents = (x: number): Decimal => toDecimal(new Big(round6(x)).round(2))

/**
 * States an incident of one scope as an anomaly. Figures are means over its settled days after the onset day, on which usage began somewhere.
 * While the onset is the only settled day, later days that are still filling up stand in where they say more, because either can only understate; then it is provisional.
 */
export function toAnomaly(scope: Scope, family: Family, found: Detection, incident: Incident, p: DetectParams, stamp: Stamp): Anomaly {
  const [first = 0] = incident.flagged
  const later = found.days.slice(first + 1, (incident.unsettled.at(-1) ?? first) + 1)
  const is_provisional = incident.flagged.length === 1 && later.length > 0 && changeOf(later) >= changeOf(found.days.slice(first, first + 1))
  const last = (is_provisional ? incident.unsettled : incident.flagged).at(-1) ?? first
  const used = found.days.slice(last > first ? first + 1 : first, last + 1)
  const expected = perDay(mean(used.map((day) => day.expected)))
  const actual = perDay(mean(used.map((day) => day.actual)))
  const peak = found.days.slice(first, last + 1)
  const parts = (found.days[last] as ScoredDay).parts
  const first_day = (found.days[first] as ScoredDay).day
  const delta = subtract(actual, expected)
  const highest = (pick: (day: ScoredDay) => number) => round6(incident.direction === 'rise' ? Math.max(...peak.map(pick)) : Math.min(...peak.map(pick)))
  return {
    anomaly_id: anomalyId(incidentKey(scope, family), first_day),
    scope,
    currency: stamp.currency,
    shape: shapeOf(found, incident, p),
    first_day,
    last_day: (found.days[last] as ScoredDay).day,
    detected_at: stamp.now,
    expected_daily_cost: expected,
    actual_daily_cost: actual,
    delta_daily_cost: delta,
    delta_pct: Number(expected) < 0.005 ? null : round6((Number(delta) / Number(expected)) * 100),
    z_score: highest((day) => day.z),
    cusum: round6(Math.max(...peak.map((day) => day.cusum))),
    scale: round6((found.days[last] as ScoredDay).scale),
    components: { level: round6(parts.level), weekday: round6(parts.weekday), month_edge: round6(parts.month_edge), trend: round6(parts.trend) },
    tests_passed: incident.tests,
    is_provisional,
    data_version: stamp.data_version,
    band: bandOf(found.days, first),
    evidence_ids: [stamp.evidence_id],
  }
}

/** Dollars a day by which days are dearer than expected. */
const changeOf = (days: readonly ScoredDay[]): number => mean(days.map(({ actual, expected }) => actual - expected))

/** The expected band per day from six weeks before the onset to the last day of the bill, in cents. */
function bandOf(days: readonly ScoredDay[], first: number): Anomaly['band'] {
  return days.slice(Math.max(0, first - BAND_DAYS_BEFORE)).flatMap((day) => {
    if (Number.isNaN(day.expected)) return []
    const at = (z: number) => cents(Math.max(0, (day.expected + 1) * Math.exp(z * day.scale) - 1))
    return [{ day: day.day, expected: cents(day.expected), low80: at(-Z80), high80: at(Z80), low95: at(-Z95), high95: at(Z95) }]
  })
}
