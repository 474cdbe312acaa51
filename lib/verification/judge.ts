import { big, compareDecimal } from '@/lib/kernel/money'
import { addHours } from '@/lib/kernel/time'
import type { RiskTier } from '@/schemas/action'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import type { HealthStatus, Outcome, OutcomeReason, RealizedSavings, VerificationCheck } from '@/schemas/verification'
import { LAST_SAVINGS_DAYS, nextCheck, SAVINGS_DAYS } from './schedule'

export type JudgeInput = {
  health: HealthStatus
  effect: VerificationCheck['effect']['status']
  /** Null before there are settled days. */
  savings: RealizedSavings | null
  /** Whether it may be rolled back without a person. */
  rollback: 'possible' | 'impossible' | 'failed'
  risk_tier: RiskTier
  predicted_per_day: Decimal
  executed_at: Instant
  /** Whether something was stopped or made smaller that is hard to give back, which has a check of health more. */
  is_watched_a_week?: boolean
  now: Instant
}
export type Judgement = { outcome: Outcome; reason: OutcomeReason; next_check_at: Instant | null }

// Half of what was predicted counts as kept.
const KEPT_RATIO = 0.5
// Dollars per day that are too many to leave unmeasured.
const ESCALATE_UNMEASURED = '50'
// Health must be known by then; from this tier on not knowing is a reason to call a person.
const HEALTH_KNOWN_AFTER_HOURS = 2
const CALLS_A_PERSON: readonly RiskTier[] = ['medium', 'high', 'critical']

/**
 * What to do after one look at a carried-out plan. Health comes before money: no saving outweighs a degraded or unknown signal. Unknown is
 * neither healthy nor saved. Total: every input has exactly one outcome, and whoever goes on watching has a time for it.
 */
export function judge(input: JudgeInput): Judgement {
  const [outcome, reason] = outcomeOf(input)
  return { outcome, reason, next_check_at: outcome === 'monitor' ? (nextOf(input)?.at ?? null) : null }
}

function outcomeOf(input: JudgeInput): readonly [Outcome, OutcomeReason] {
  if (input.health === 'degraded')
    return input.rollback === 'possible' ? ['rollback', 'health_degraded'] : ['escalate', input.rollback === 'failed' ? 'rollback_failed' : 'health_degraded']
  const is_over = nextOf(input) === null
  if (input.health === 'unknown') return is_over || hasToKnow(input) ? ['escalate', 'health_unknown'] : ['monitor', 'health_unknown']
  if (input.effect === 'missing') return ['escalate', 'effect_missing']
  const { savings } = input
  // The last look may count fewer days than it is named after: edges of months are left out, and days that the bill lacks may have been waited for in vain.
  const is_last = is_over || (savings !== null && savings.days >= LAST_SAVINGS_DAYS)
  if (input.effect === 'unknown') return is_last ? ['escalate', 'effect_missing'] : ['monitor', 'accumulating']
  if (savings === null || savings.days < SAVINGS_DAYS[0]) return is_last ? unmeasured(input) : ['monitor', 'accumulating']
  if (compareDecimal(savings.low, '0') > 0)
    return big(savings.point).gte(big(input.predicted_per_day).times(KEPT_RATIO)) ? ['close', 'verified'] : ['close', 'partial']
  if (compareDecimal(savings.high, '0') < 0) return ['escalate', 'cost_rose']
  if (!is_last) return ['monitor', 'accumulating']
  return unmeasured(input)
}

const nextOf = ({ executed_at, now, is_watched_a_week }: JudgeInput) => nextCheck(executed_at, now, is_watched_a_week)

const unmeasured = ({ predicted_per_day }: JudgeInput): readonly [Outcome, OutcomeReason] =>
  compareDecimal(predicted_per_day, ESCALATE_UNMEASURED) >= 0 ? ['escalate', 'not_measurable'] : ['close', 'not_measurable']

const hasToKnow = ({ executed_at, now, risk_tier }: JudgeInput): boolean =>
  now >= addHours(executed_at, HEALTH_KNOWN_AFTER_HOURS) && CALLS_A_PERSON.includes(risk_tier)
