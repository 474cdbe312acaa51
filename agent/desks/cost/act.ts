import type { OnStep } from '@/lib/cases/desk'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { claimStore } from '@/lib/execution/claim-store'
import { executePlan } from '@/lib/execution/execute-plan'
import { rollbackRun } from '@/lib/execution/rollback-run'
import { isKillSwitchOn } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { connectionsOf } from './connections'

async function cloudOf(c: Case): Promise<CloudPort> {
  const { cloud } = await connectionsOf(c.tenant_id)
  if (cloud === null) throw new Fault('provider_down', 'no cloud account is connected: set COUNTERSIGN_AWS_ACCOUNTS', { tenant_id: c.tenant_id })
  return cloud
}

/** Carries out the approved plan of one case. */
export async function executeCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan, `case ${c.case_id} has no plan`)
  return executePlan({
    plan: c.plan,
    planHash,
    templates: COST_ACTIONS,
    port: await cloudOf(c),
    claims: claimStore(c.tenant_id),
    approval_id: c.approval?.approval_id ?? null,
    previous: c.run,
    now,
    onStep,
    isStopRequested: () => isKillSwitchOn(c.tenant_id),
  })
}

/** Undoes what was carried out for one case. */
export async function rollBackCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan && c.run, `case ${c.case_id} has no run`)
  return rollbackRun({ plan: c.plan, run: c.run, templates: COST_ACTIONS, port: await cloudOf(c), claims: claimStore(c.tenant_id), now, onStep })
}
