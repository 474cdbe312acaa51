import { defineCommand } from '../command'
import { LiftParams, liftRule } from '../under-lock/lift-rule'

/** Takes back a threshold before its time: what it passed over is found again at the next look at the bill. */
export const thresholdLift = defineCommand({
  params: LiftParams,
  audit_kind: 'threshold.lifted',
  ready: (call) =>
    liftRule(call, 'threshold_rules', {
      missing: 'there is no such threshold, or it was lifted already: see the rules of detection under settings',
      message: 'The threshold is lifted: what it passed over is told again.',
    }),
})
