import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { QuietRule } from '@/schemas/quiet-rule'
import type { Day } from '@/schemas/time'
import type { FoundAnomaly } from '../anomaly/found-anomaly'

/** The rule of a person that keeps an anomaly quiet on a day: within its scope, of its kind of money, below its floor, and not yet over. */
export function quietRuleFor({ anomaly, family }: FoundAnomaly, rules: readonly QuietRule[], today: Day): QuietRule | undefined {
  return rules.find(
    (rule) =>
      rule.family === family && today < rule.until && isInScope(anomaly.scope, rule.scope) && Number(anomaly.delta_daily_cost) <= Number(rule.floor_per_day),
  )
}

/** Whether a scope lies in another: every key that the other names has its value. */
export const isInScope = (scope: Scope, of: Scope): boolean => SCOPE_KEYS.every((key) => of[key] === undefined || scope[key] === of[key])
