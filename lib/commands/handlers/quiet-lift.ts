import { defineCommand } from '../command'
import { LiftParams, liftRule } from '../under-lock/lift-rule'

/** Takes back a rule of expected spend: what it kept quiet is found again at the next look at the bill. */
export const quietLift = defineCommand({
  params: LiftParams,
  audit_kind: 'quiet.lifted',
  ready: (call) =>
    liftRule(call, 'quiet_rules', {
      missing: 'there is no such rule, or it was lifted already: see countersign cases --rules',
      message: 'The rule is lifted: what it kept quiet is told again.',
    }),
})
