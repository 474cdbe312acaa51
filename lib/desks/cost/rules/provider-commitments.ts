import { mean, round6 } from '@/lib/kernel/stats'
import type { CategoryVerdict, Corroboration } from '@/schemas/cost'
import type { ProviderCommitments } from '@/schemas/evidence/outside'
import type { DayRange } from '@/schemas/time'
import type { Sourced, TriageEvidence } from './category-rule'

// Points of a ratio by which a mean has to move before it says something: a weekend moves it by less.
const AGREES_FROM = -0.02
const CONTRADICTS_FROM = 0.02
// Fewer days than this on either side are an accident.
const LEAST_DAYS = 3
const EFFECT = { agrees: 0.03, contradicts: -0.15, silent: 0 } as const
const MISSING = 'cost.provider_commitments'

type Ratio = Exclude<keyof ProviderCommitments['days'][number], 'day'>

/** Whether coverage fell, or utilisation where commitments stand idle, on the provider's own count too. Only beside a decision about commitments. */
export function providerCommitments(evidence: TriageEvidence, winner: CategoryVerdict | null): Corroboration[] {
  const use = evidence['cost.commitment_use']
  if (winner?.category !== 'commitment_coverage_drift' || use === null) return []
  const is_idle = winner.reasons.some((r) => r.code === 'commitment_stands_idle')
  const check = is_idle ? 'provider_utilization' : 'provider_coverage'
  const type = winner.subcategory === 'savings_plan' ? 'savings_plan' : 'reservation'
  const limits = { check, agrees_at: AGREES_FROM, contradicts_at: CONTRADICTS_FROM } as const
  const found = evidence[MISSING]
  const ratio = `${type}_${is_idle ? 'utilization' : 'coverage'}_ratio` as const
  const [was, is] = [use.body.before, use.body.after].map((range) => (found === null ? null : meanOf(found, ratio, range)))
  if (found === null || was == null || is == null) return [{ ...limits, says: 'unknown', effect: 0, value: null, reasons: [], missing: [MISSING] }]
  const value = round6(is - was)
  const says = value <= AGREES_FROM ? 'agrees' : value >= CONTRADICTS_FROM && isAboutCase(evidence, found, is_idle) ? 'contradicts' : 'silent'
  const facts = { type, measure: is_idle ? 'utilization' : 'coverage', before_pct: pct(was), after_pct: pct(is), threshold_pct: pct(CONTRADICTS_FROM) }
  const is_of_all = says === 'silent' && value >= CONTRADICTS_FROM
  const code = is_of_all ? 'provider_coverage_is_of_all_accounts' : `${check}_${says}`
  return [{ ...limits, says, effect: EFFECT[says], value, reasons: [{ code, facts, evidence_ids: [found.evidence_id] }], missing: [] }]
}

/** Coverage of other accounts may rise while that of this one falls, so only an answer about the same account can contradict. */
const isAboutCase = ({ anomaly }: TriageEvidence, { body }: Sourced<ProviderCommitments>, is_idle: boolean): boolean =>
  is_idle || body.coverage_scope?.sub_account_id === anomaly.scope.sub_account_id

function meanOf({ body }: Sourced<ProviderCommitments>, ratio: Ratio, { start, end }: DayRange): number | null {
  const values = body.days.filter(({ day }) => day >= start && day < end).flatMap((d) => d[ratio] ?? [])
  return values.length < LEAST_DAYS ? null : mean(values)
}

const pct = (ratio: number): number => Math.round(ratio * 1000) / 10
