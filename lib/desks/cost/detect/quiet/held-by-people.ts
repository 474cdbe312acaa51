import { dayOf } from '@/lib/kernel/time'
import type { HeldRule } from '@/schemas/detection-run'
import type { QuietRule } from '@/schemas/quiet-rule'
import type { ThresholdRule } from '@/schemas/threshold-rule'
import type { Instant } from '@/schemas/time'
import type { FoundAnomaly } from '../anomaly/found-anomaly'
import { quietRuleFor } from './quiet-rule'
import { thresholdRuleFor } from './threshold-rule'

type Rules = { quiet_rules?: readonly QuietRule[]; threshold_rules?: readonly ThresholdRule[]; now: Instant }
type Held = { found: FoundAnomaly; held: HeldRule; rule_id: string }

/** What a person's own rule keeps quiet: a rise that was said to be expected, or one below the amount that was set for its scope. */
export function heldByPeople(ranked: readonly FoundAnomaly[], { quiet_rules = [], threshold_rules = [], now }: Rules): Held[] {
  return ranked.flatMap((found): Held[] => {
    const quiet_rule = quietRuleFor(found, quiet_rules, dayOf(now))
    if (quiet_rule !== undefined) return [{ found, held: 'person_expects_it', rule_id: quiet_rule.rule_id }]
    const threshold = thresholdRuleFor(found, threshold_rules, dayOf(now))
    return threshold === undefined ? [] : [{ found, held: 'below_threshold_set', rule_id: threshold.rule_id }]
  })
}
