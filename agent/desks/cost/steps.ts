import './plan-editor'
import type { DeskSteps } from '@/lib/cases/desk'
import { decideCase } from '@/lib/desks/cost/rules/decide-case'
import { earlyEnd } from '@/lib/desks/cost/rules/early-end'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { addHours } from '@/lib/kernel/time'
import { nextCheck } from '@/lib/verification/schedule'
import { executeCostPlan, rollBackCostPlan } from './act'
import { collectEvidence } from './collect'
import { planCase } from './plan'
import { verifyCase } from './verify'

/** What the cost desk brings to the spine. */
export const costSteps: DeskSteps = {
  desk: 'cost',
  ruleset_version: RULESET_VERSION,
  collect: collectEvidence,
  decide: decideCase,
  earlyEnd,
  plan: planCase,
  execute: executeCostPlan,
  rollback: rollBackCostPlan,
  verify: verifyCase,
  firstCheck(run) {
    const executed_at = run.finished_at ?? run.started_at
    return nextCheck(executed_at, executed_at)?.at ?? addHours(executed_at, 2)
  },
}
