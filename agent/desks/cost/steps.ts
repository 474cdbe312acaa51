import '@/agent/desks/cost/plan/plan-editor'
import { collectEvidence } from '@/agent/desks/cost/collect/collect'
import { executeCostPlan, rollBackCostPlan } from '@/agent/desks/cost/connect/act'
import { verifyCase } from '@/agent/desks/cost/measure/verify'
import { planCase } from '@/agent/desks/cost/plan/plan'
import type { DeskSteps } from '@/lib/cases/desk'
import { decideCase } from '@/lib/desks/cost/rules/decide-case'
import { earlyEnd } from '@/lib/desks/cost/rules/early-end'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { addHours } from '@/lib/kernel/time'
import { nextCheck } from '@/lib/verification/schedule'

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
