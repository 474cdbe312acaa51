import type { OnStep } from '@/lib/cases/desk'
import { stopAsked } from '@/lib/cases/stop-store'
import { isStopped } from '@/lib/commands/asking-policy/last-look'
import { mutationsPerDay, sharePerDayPct } from '@/lib/commands/asking-policy/policy-facts'
import { CARRIED_OUT } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { sessionOf } from '@/lib/desks/cost/plan/session-policy'
import { knownEvidence } from '@/lib/evidence/store'
import { estateOf } from '@/lib/execution/belt'
import { claimStore } from '@/lib/execution/claim-store'
import { executePlan } from '@/lib/execution/execute-plan'
import { DEFAULT_LIMITS } from '@/lib/execution/limits'
import { leftOf } from '@/lib/execution/resume-run'
import { rollbackRun } from '@/lib/execution/rollback-run'
import { leaveRoom, takeRoom } from '@/lib/execution/room-store'
import { isOver, letBy } from '@/lib/execution/run-log'
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

/** Carries out the approved plan of one case. */
export async function executeCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan, `case ${c.case_id} has no plan`)
  const tenant = await getTenant(c.tenant_id)
  const left = leftOf(c)
  // A stopped run that goes on takes room for what it left out.
  if (c.run === null || isOver(c.run)) await requireRoom(c, tenant, left === null ? c.plan : { ...c.plan, actions: left }, await now())
  const run = await executePlan({
    plan: c.plan,
    planHash,
    templates: CARRIED_OUT,
    port: await cloudOf(tenant, c.plan),
    claims: claimStore(c.tenant_id),
    let_by: letBy(c),
    previous: c.run,
    is_resumed: left !== null,
    now,
    onStep,
    isStopRequested: async () => isStopped(c, await now()),
    isHaltRequested: async () => (await stopAsked(c.tenant_id, c.case_id)) !== null,
  })
  await leaveRoom(c.tenant_id, c.case_id)
  return run
}

/** Undoes what was carried out for one case. */
export async function rollBackCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan && c.run, `case ${c.case_id} has no run`)
  const tenant = await getTenant(c.tenant_id)
  return rollbackRun({ plan: c.plan, run: c.run, templates: CARRIED_OUT, port: await cloudOf(tenant, c.plan), claims: claimStore(c.tenant_id), now, onStep })
}

/** A run that would break a limit does not begin; its job asks again later. Throws Fault `rate_limited` with the moment from which it may. */
async function requireRoom(c: Case, { settings }: Tenant, plan: Plan, now: Instant): Promise<void> {
  const evidence = await knownEvidence(c.tenant_id, c.evidence_ids)
  const belt = { estate: estateOf(evidence), pct: sharePerDayPct(settings) }
  const held = await takeRoom(c.tenant_id, plan, { ...DEFAULT_LIMITS, mutations_per_day: mutationsPerDay(settings), belt }, now)
  if (held !== null) throw new Fault('rate_limited', `the plan waits: ${held.because}`, { case_id: c.case_id, limit: held.limit, retry_at: held.retry_at })
}
