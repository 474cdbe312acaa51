import { clamp, round6 } from '@/lib/kernel/stats'
import type { Triage } from '@/schemas/cost'

// How much each term counts; together 1.
const WEIGHTS = { explained_share: 0.5, evidence_present: 0.2, data_settled: 0.15, lead_over_runner_up: 0.15 } as const
const CAP_UNKNOWN = 0.4
const CAP_PARTIAL = 0.6
// Below this no action that changes anything is allowed. What another party says may support a decision, and never be what allows an action.
const WEAK_BELOW = 0.6
const STEP = 1e-6

export type ConfidenceInput = {
  /** Each term 0..1: share of the rise that the primary explains, evidence present of what the rules ask for, share of the data that is complete, lead over the second category. */
  terms: { [K in keyof typeof WEIGHTS]: number }
  is_unknown: boolean
  /** A source of metrics or allocation answered in part only. */
  is_partial: boolean
  /** Signed points from what the provider says beside the evidence: see `corroborate`. */
  effects?: readonly number[]
}

/** How sure the category is, 0.05..0.99: a formula, not a probability. Below 0.60 no action that changes anything is allowed. */
export function confidenceOf({ terms, is_unknown, is_partial, effects = [] }: ConfidenceInput): Pick<Triage, 'confidence' | 'confidence_terms'> {
  const confidence_terms = (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).map((name) => ({
    name: name as string,
    weight: WEIGHTS[name],
    value: round6(clamp(terms[name], 0, 1)),
  }))
  const sum = 0.99 * confidence_terms.reduce((total, term) => total + term.weight * term.value, 0)
  const cap = is_unknown ? CAP_UNKNOWN : is_partial ? CAP_PARTIAL : 0.99
  return { confidence: round6(clamp(Math.min(withEffects(sum, effects), cap), 0.05, 0.99)), confidence_terms }
}

/** Contradiction first, in full; then agreement, which lifts nothing across the line below which nothing is changed. */
function withEffects(sum: number, effects: readonly number[]): number {
  const total = (sign: 1 | -1) => effects.filter((e) => e * sign > 0).reduce((a, b) => a + b, 0)
  const lowered = sum + total(-1)
  return total(1) === 0 ? lowered : lowered < WEAK_BELOW ? Math.max(lowered, Math.min(lowered + total(1), WEAK_BELOW - STEP)) : lowered + total(1)
}

/** Words for a confidence: strong from 0.80, fair from 0.60, else weak. */
export const confidenceBand = (confidence: number): 'strong' | 'fair' | 'weak' => (confidence >= 0.8 ? 'strong' : confidence >= 0.6 ? 'fair' : 'weak')
