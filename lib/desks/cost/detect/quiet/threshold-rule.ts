import type { ThresholdRule } from '@/schemas/threshold-rule'
import type { Day } from '@/schemas/time'
import type { FoundAnomaly } from '../anomaly/found-anomaly'
import { isInScope } from './quiet-rule'

/** The rule of a person that a rise is too small for on a day: in its scope, below its amount, and not yet over. */
export function thresholdRuleFor({ anomaly }: FoundAnomaly, rules: readonly ThresholdRule[], today: Day): ThresholdRule | undefined {
  return rules.find((rule) => today < rule.until && isInScope(anomaly.scope, rule.scope) && Number(anomaly.delta_daily_cost) < Number(rule.least_per_day))
}
