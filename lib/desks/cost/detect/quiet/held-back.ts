import type { HeldRule } from '@/schemas/detection-run'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import type { FoundAnomaly } from '../anomaly/found-anomaly'
import { type Family, incidentKey, perDay } from '../anomaly/to-anomaly'
import type { Candidate } from '../causes/candidates'
import type { Cause, Covered } from '../causes/find-causes'
import type { Look } from '../causes/other-looks'
import type { ChargeCause } from '../charges/charge-anomalies'
import { ACTIVE_DAYS, isWithin } from '../model/active-incident'
import type { CalendarDay } from '../model/scored-day'
import type { DetectParams } from '../params'

/** What was noticed and opens no case, with the rule that held it back, so that silence can be checked. */
export type HeldBack = {
  scope: Scope
  family: Family
  first_day: Day
  change_per_day: Decimal
  rule: HeldRule
  /** Key of the anomaly that explains it, or its own beyond the budget; null when there is none. */
  incident_key: string | null
  /** The rule of a person that kept it quiet; absent for the other rules. */
  rule_id?: string
}

type Noticed = { causes: readonly Cause[]; covered: readonly Covered[]; unexplained: readonly Covered[]; unsettled: readonly Candidate[] }

/** Candidates that became no anomaly of their own. */
export function heldCandidates({ causes, covered, unexplained, unsettled }: Noticed, calendar: readonly CalendarDay[]): HeldBack[] {
  const held = (rule: HeldBack['rule'], candidates: readonly Candidate[]): HeldBack[] =>
    candidates
      .filter((candidate) => !causes.some((cause) => isSame(cause, candidate)))
      .map((candidate) => {
        const cause = causes.find((c) => sharesLeaves(c, candidate))
        return {
          scope: candidate.cell.scope,
          family: 'usage',
          first_day: calendar[candidate.incident.flagged[0] ?? candidate.incident.unsettled[0] ?? 0]?.day ?? '',
          change_per_day: perDay(candidate.rise),
          rule,
          incident_key: cause === undefined ? null : incidentKey(cause.scope, 'usage'),
        }
      })
  const plain = (list: readonly Covered[]) => list.map(({ candidate }) => candidate)
  const over = causes.filter((cause) => !isWithin(cause.found, cause.incident, ACTIVE_DAYS)).map(ended)
  return [...over, ...held('already_explained', plain(covered)), ...held('partly_explained', plain(unexplained)), ...held('unsettled_days_only', unsettled)]
}

/** An anomaly that opens no case, under the rule that says so. */
export const heldBy = ({ anomaly, family, incident_key }: FoundAnomaly, rule: HeldRule): HeldBack => ({
  scope: anomaly.scope,
  family,
  first_day: anomaly.first_day,
  change_per_day: anomaly.delta_daily_cost,
  rule,
  incident_key,
})

/** A cause that goes on and is kept quiet. */
export const heldCause = (cause: Cause, rule: HeldRule | undefined): HeldBack[] => (rule === undefined ? [] : [{ ...ended(cause), rule }])

/** A look that somebody else has already told, or that is too small for a case. */
export function heldLook(look: Look, cause: Cause | undefined, is_news: boolean, p: DetectParams): HeldBack[] {
  if (is_news && look.rise >= p.min_impact) return []
  return [
    {
      scope: look.scope,
      family: 'usage',
      first_day: look.first_day,
      change_per_day: perDay(look.rise),
      rule: is_news ? 'below_floor' : 'already_explained',
      incident_key: cause === undefined ? null : incidentKey(cause.scope, 'usage'),
    },
  ]
}

/** Charges of the last days that are not told because one of the same line came to more. */
export const heldCharges = ({ family, series: { scope }, others, calendar }: ChargeCause): HeldBack[] =>
  others.map(({ first, before, after }) => ({
    scope,
    family,
    first_day: calendar[first]?.day ?? '',
    change_per_day: perDay(after - before),
    rule: 'beside_dearer_charge',
    incident_key: incidentKey(scope, family),
  }))

function ended({ scope, found, incident }: Cause): HeldBack {
  const last = found.days[incident.flagged.at(-1) ?? 0]
  return {
    scope,
    family: 'usage',
    first_day: found.days[incident.flagged[0] ?? 0]?.day ?? '',
    change_per_day: perDay((last?.actual ?? 0) - (last?.expected ?? 0)),
    rule: 'over',
    incident_key: incidentKey(scope, 'usage'),
  }
}

/** Scopes at other grains that flagged the same change. */
export const echoesOf = (cause: Cause, covered: readonly Covered[]): Scope[] =>
  covered.filter(({ candidate }) => sharesLeaves(cause, candidate) && !isSame(cause, candidate)).map(({ candidate }) => candidate.cell.scope)

const sharesLeaves = (cause: Cause, { cell }: Candidate): boolean => cell.leaves.some((i) => cause.leaves.includes(i))
const isSame = (cause: Cause, { cell }: Candidate): boolean => cause.leaves.length === cell.leaves.length && cause.leaves.every((i) => cell.leaves.includes(i))
