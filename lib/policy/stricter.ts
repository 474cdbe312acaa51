import type { PolicyDecision } from '@/schemas/policy'
import { agreementRank } from './levels'

/**
 * What two engines say together: the one that asks for more. `outside` is a site's own engine, which may only tighten: it never permits what ours
 * denies, and never with less agreement. Its answer stays with the decision, so that a replay puts the two together again without asking it.
 */
export function stricter(own: PolicyDecision, outside: PolicyDecision | undefined): PolicyDecision {
  if (outside === undefined) return own
  const { then_level: _then, outside: _nested, ...answer } = outside
  const kept = { ...own, outside: answer }
  if (agreementRank(outside) <= agreementRank(own)) return kept
  const reasons = [...own.reasons.filter((r) => !outside.reasons.some((o) => o.policy_id === r.policy_id)), ...outside.reasons]
  const { decision, level, slots, window_sec, unmet, errors } = outside
  if (decision !== 'deny') return { ...kept, decision, level, slots, window_sec, reasons, unmet: [...own.unmet, ...unmet] }
  // What ours would ask for once the site's engine lets the plan pass.
  const then = own.level === null ? {} : { then_level: own.level }
  return { ...kept, decision, level, slots, window_sec, reasons: outside.reasons, unmet, errors: [...own.errors, ...errors], ...then }
}
