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
import type { Claims } from '@/lib/execution/claims'
import { executePlan } from '@/lib/execution/execute-plan'
import { DEFAULT_LIMITS, type ExecutionLimits, type Held } from '@/lib/execution/limits'
import { notAskedFor } from '@/lib/execution/not-asked-for'
import { leftOf, restOf } from '@/lib/execution/resume-run'
import { rollbackRun } from '@/lib/execution/rollback-run'
import { leaveRoom, takeRoom, whenRoom } from '@/lib/execution/room-store'
import { isOver, letBy, runId } from '@/lib/execution/run-log'
import { fitsAsAWhole } from '@/lib/execution/stretch'
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

/** Carries out the approved plan of one case, as far as limits let it now. Throws Fault `rate_limited` with the moment from which it may begin, or go on with the rest. */
export async function executeCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan, `case ${c.case_id} has no plan`)
  const tenant = await getTenant(c.tenant_id)
  const claims = claimStore(c.tenant_id)
  const limits = await limitsOf(c, tenant)
  const run = await executePlan({
    plan: c.plan,
    planHash,
    templates: CARRIED_OUT,
    port: await cloudOf(tenant, c.plan),
    claims,
    let_by: letBy(c),
    previous: c.run,
    is_resumed: leftOf(c) !== null,
    may_begin: await requireRoom(c, c.plan, claims, limits, await now()),
    now,
    onStep,
    isStopRequested: async () => isStopped(c, await now()),
    isHaltRequested: async () => (await stopAsked(c.tenant_id, c.case_id)) !== null,
  })
  await leaveRoom(c.tenant_id, c.case_id)
  if (run.state !== 'waiting') return run
  const at = await now()
  const rest = { ...c.plan, actions: restOf({ run, plan: c.plan }) ?? [] }
  const held = await whenRoom(c.tenant_id, rest, limits, at)
  throw waits(c, held ?? { limit: 'template', because: 'the rest goes on at once', retry_at: at })
}

/** Undoes what was carried out for one case. */
export async function rollBackCostPlan(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run> {
  invariant(c.plan && c.run, `case ${c.case_id} has no run`)
  const tenant = await getTenant(c.tenant_id)
  return rollbackRun({ plan: c.plan, run: c.run, templates: CARRIED_OUT, port: await cloudOf(tenant, c.plan), claims: claimStore(c.tenant_id), now, onStep })
}

/** What limits let begin now of what was not asked for yet; null for a run that has begun and that limits let through as a whole: it was counted when it began. */
async function requireRoom(c: Case, plan: Plan, claims: Claims, limits: ExecutionLimits, now: Instant): Promise<readonly string[] | null> {
  const is_on = c.run !== null && !isOver(c.run)
  if (c.run?.state === 'running' && fitsAsAWhole(plan, limits, now)) return null
  // Nothing more begins: what is in flight is settled, and the run ends.
  if (is_on && ((await stopAsked(c.tenant_id, c.case_id)) !== null || (await isStopped(c, now)))) return []
  const left = { ...plan, actions: await notAskedFor({ plan, run_id: runId(plan, letBy(c)), claims }) }
  if (left.actions.length === 0) return []
  const room = await takeRoom(c.tenant_id, left, limits, now, is_on || leftOf(c) !== null)
  if (!('held' in room)) return room.may_begin
  if (c.run?.state === 'running') return []
  throw waits(c, room.held)
}

const waits = (c: Case, { because, limit, retry_at }: Held): Fault =>
  new Fault('rate_limited', `the plan waits: ${because}`, { case_id: c.case_id, limit, retry_at })

async function limitsOf(c: Case, { settings }: Tenant): Promise<ExecutionLimits> {
  const evidence = await knownEvidence(c.tenant_id, c.evidence_ids)
  const belt = { estate: estateOf(evidence), pct: sharePerDayPct(settings) }
  return { ...DEFAULT_LIMITS, mutations_per_day: mutationsPerDay(settings), belt }
}
