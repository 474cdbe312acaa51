import { limitsOf } from '@/agent/desks/cost/plan/limits-of'
import type { OnStep } from '@/lib/cases/desk'
import { stopAsked } from '@/lib/cases/stop-store'
import { isKilled, isStopped } from '@/lib/commands/asking-policy/last-look'
import { CARRIED_OUT } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { sessionOf } from '@/lib/desks/cost/plan/rights/session-policy'
import { knownEvidence } from '@/lib/evidence/store'
import { claimStore } from '@/lib/execution/claims/claim-store'
import { executeWithin, type RoomOf } from '@/lib/execution/limits/execute-within'
import type { ExecutionLimits } from '@/lib/execution/limits/limits'
import { leaveRoom, takeRoom, whenRoom } from '@/lib/execution/limits/room-store'
import { fitsAsAWhole } from '@/lib/execution/limits/stretch'
import { leftOf } from '@/lib/execution/resume-run'
import { letBy } from '@/lib/execution/run-log'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { getTenant } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { Tenant } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { connectionsOf } from './connections'

/** The account with no more rights than the plan needs. */
async function cloudOf(tenant: Tenant, plan: Plan): Promise<CloudPort> {
  const { cloud } = await connectionsOf(tenant, sessionOf(plan))
  if (cloud === null) throw new Fault('provider_down', 'no cloud account is connected: set COUNTERSIGN_AWS_ACCOUNTS', { tenant_id: tenant.tenant_id })
  return cloud
}

/**
 * Carries out the approved plan of one case, as far as limits let it now. Throws Fault `rate_limited` with the moment from which it may begin, or go on with
 * the rest.
 */
export async function executeCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan, `case ${c.case_id} has no plan`)
  const tenant = await getTenant(c.tenant_id)
  return executeWithin(roomOf(c, limitsOf(tenant.settings, await knownEvidence(c.tenant_id, c.evidence_ids))), {
    plan: c.plan,
    planHash,
    templates: CARRIED_OUT,
    port: await cloudOf(tenant, c.plan),
    claims: claimStore(c.tenant_id),
    let_by: letBy(c),
    previous: c.run,
    is_resumed: leftOf(c) !== null,
    now,
    onStep,
    isStopRequested: async () => isStopped(c, await now()),
    isUndoRequested: () => isKilled(c.tenant_id),
    isHaltRequested: (since) => isHalted(c, since),
  })
}

/** Undoes what was carried out for one case. */
export async function rollBackCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan && c.run, `case ${c.case_id} has no run`)
  const tenant = await getTenant(c.tenant_id)
  return rollbackRun({
    plan: c.plan,
    run: c.run,
    templates: CARRIED_OUT,
    port: await cloudOf(tenant, c.plan),
    claims: claimStore(c.tenant_id),
    now,
    onStep,
    isHaltRequested: (since) => isHalted(c, since),
  })
}

async function isHalted(c: Case, since?: Instant): Promise<boolean> {
  const asked = await stopAsked(c.tenant_id, c.case_id)
  return asked !== null && (since === undefined || asked.at >= since)
}

const roomOf = ({ tenant_id, case_id }: Case, limits: ExecutionLimits): RoomOf => ({
  fitsAsAWhole: (plan, now) => fitsAsAWhole(plan, limits, now),
  take: (left, now, has_begun) => takeRoom(tenant_id, left, limits, now, has_begun),
  when: (rest, now) => whenRoom(tenant_id, rest, limits, now),
  leave: () => leaveRoom(tenant_id, case_id),
})
