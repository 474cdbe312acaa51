import { clearanceOf } from '@/lib/approval/clearance'
import { voidApproval } from '@/lib/approval/decide'
import { updateApproval } from '@/lib/approval/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { moveCase } from '@/lib/cases/move'
import { getCase, lockCase, saveCase } from '@/lib/cases/store'
import { isKilled, lastLook } from '@/lib/commands/asking-policy/last-look'
import { change } from '@/lib/db/change'
import { stoppedRun } from '@/lib/execution/halt'
import { leaveRoom } from '@/lib/execution/limits/room-store'
import { leftOf, restOf } from '@/lib/execution/resume-run'
import { hasActed } from '@/lib/execution/run-log'
import { settlingOf } from '@/lib/execution/settling/settling'
import { systemActor } from '@/lib/identity/system-actor'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import type { AuditEvent } from '@/schemas/audit'
import type { Case, CaseStatus, StopRequest } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { clockOfRun, nowOf } from './clock'
import { runRecorder } from './run-recorder'
import { type Direction, waitForProvider, waitForRoom, waitToSettle } from './wait-for-run'

const AFTER = {
  succeeded: ['executed', 'The plan was carried out'],
  rolled_back: ['rolled_back', 'What was done has been undone'],
  stale_plan: ['stale_plan', 'Nothing was done, a new plan is being made: the world changed after the approval'],
  failed: ['error', 'Execution failed: nothing is left half done'],
  uncertain: ['escalated', 'The outcome of a call is not known: a person has to look'],
  rollback_failed: ['escalated', 'The rollback failed: a person has to look'],
  stopped: ['escalated', 'The run was stopped: what it did stays until somebody decides'],
  running: ['escalated', 'The run stopped without an end'],
  waiting: ['escalated', 'The run stopped without an end'],
  rolling_back: ['escalated', 'The rollback stopped without an end'],
} as const satisfies Record<Run['state'], readonly [CaseStatus, string]>
// Nobody asked for this one to be taken back, and its cost goes on: the case stays with people.
const UNDONE_BY_ITSELF = ['error', 'The run did not succeed: what had been done was undone'] as const

/** Carries out (or takes back) the plan of one case, saving the run as it goes. A second call after a crash goes on from the claims. */
export async function executeCase(desk: DeskSteps, tenant_id: string, case_id: string, direction: Direction): Promise<void> {
  const [c, now] = await Promise.all([getCase(tenant_id, case_id), clockOfRun(tenant_id)])
  if (c.status !== (direction === 'forward' ? 'executing' : 'rolling_back')) return
  const clearance = clearanceOf(c)
  const is_waiting = direction === 'forward' && c.run?.state === 'waiting'
  if (direction === 'forward' && !clearance.is_cleared) return is_waiting ? stayStopped(c, clearance.because) : refuse(c, clearance.because)
  if (direction === 'forward' && c.stop != null && c.run === null) return stopBefore(c, c.stop)
  // A run that has asked for something goes on from its claims; what stops it then is asked before each of its actions. One that has only looked, and waited since, has changed nothing.
  const has_begun = c.run !== null && (c.run.state !== 'running' || hasActed(c.run))
  const look = direction === 'forward' && !has_begun ? await lastLook(c, await now()) : { may_run: true as const }
  if (!look.may_run) return turnBack(c, look)
  const left = direction === 'forward' ? (leftOf(c) ?? restOf(c)) : null
  // One that a person resumes, or that waited between two of its actions, is asked about what is left of it, and stays as it is where policy denies that by now: a freeze
  // that began meanwhile changes nothing, not even back. The kill switch undoes what it did, as it does with a run under way.
  const is_asked = left !== null && !(is_waiting && (await isKilled(tenant_id)))
  const again = is_asked && c.plan !== null ? await lastLook({ ...c, plan: { ...c.plan, actions: left } }, await now(), is_waiting) : { may_run: true as const }
  if (!again.may_run) return stayStopped(c, again.because)
  const { onStep, rest, save } = runRecorder(c)
  try {
    const run = direction === 'forward' ? await desk.execute(c, now, onStep) : await desk.rollback(c, now, onStep)
    // The end of a run is saved with the status that follows from it.
    await finish(desk, c, run, await rest(), await now())
  } catch (error) {
    await save()
    if (!(error instanceof Fault)) throw error
    if (error.code === 'digest_mismatch') return refuse(await getCase(tenant_id, case_id), error.message)
    if (error.code === 'rate_limited') return waitForRoom(c, direction, error)
    if (error.code === 'provider_down') return waitForProvider(c, direction, error)
    if (error.code === 'settling') return waitToSettle(c, direction, settlingOf(error))
    throw error
  }
}

/** The last look before acting: whatever brought the case here, without a valid clearance for exactly this plan nothing is done. */
async function refuse(c: Case, because: string): Promise<void> {
  const now = await nowOf(c.tenant_id)
  await change(c.tenant_id, async (tx) => {
    await saveCase(tx, moveCase(c, 'error', now, 'Not carried out', { trouble: because }), c.revision)
    return { result: undefined, events: [{ kind: 'case.failed', subject: c.case_id, actor: systemActor(c.tenant_id), body: { because, tenant_now: now } }] }
  })
}

/** Somebody had the run stop before it began. Its signatures stand, so that it can be tried again. */
async function stopBefore(c: Case, { name, because }: StopRequest): Promise<void> {
  const now = await nowOf(c.tenant_id)
  await change(c.tenant_id, async (tx) => {
    const trouble = `${name} stopped the run before it began (${because}): nothing was done.`
    await saveCase(tx, moveCase(c, 'error', now, `Stopped by ${name} before it began`, { trouble }), c.revision)
    await enqueue(tx, 'case.drive', { tenant_id: c.tenant_id, case_id: c.case_id })
    const body = { run_id: null, because, done: 0, of: c.plan?.actions.length ?? 0, tenant_now: now }
    return { result: undefined, events: [{ kind: 'execution.stopped', subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
}

/** Policy denies by now what it permitted: nothing is done, the signatures are void, and the plan can be sent again or is made anew. */
async function turnBack(c: Case, { because, is_stale }: { because: string; is_stale: boolean }): Promise<void> {
  const now = await nowOf(c.tenant_id)
  await change(c.tenant_id, async (tx) => {
    const current = await lockCase(tx, c.tenant_id, c.case_id)
    const approval = current.approval === null ? null : voidApproval(current.approval, because, now)
    if (approval !== null && current.approval !== null) await updateApproval(tx, c.tenant_id, approval, current.approval.state_version)
    await saveCase(
      tx,
      moveCase(current, is_stale ? 'stale_plan' : 'policy_denied', now, `Not carried out: ${because}`, { approval, run: null }),
      current.revision,
    )
    await enqueue(tx, 'case.drive', { tenant_id: c.tenant_id, case_id: c.case_id })
    const body = { because, plan_hash: c.plan?.plan_hash ?? null, tenant_now: now }
    return { result: undefined, events: [{ kind: 'execution.refused', subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
  if (c.run !== null) await leaveRoom(c.tenant_id, c.case_id)
}

/** What a run did that was stopped, or that waited, stays, its signatures too, and a person decides again. */
async function stayStopped(c: Case, because: string): Promise<void> {
  const now = await nowOf(c.tenant_id)
  await change(c.tenant_id, async (tx) => {
    const current = await lockCase(tx, c.tenant_id, c.case_id)
    const trouble = `The run does not go on: ${because}. What it did stays and can be rolled back.`
    const run = current.run?.state === 'waiting' && current.plan !== null ? stoppedRun(current.run, current.plan, because, now) : current.run
    await saveCase(tx, moveCase(current, 'escalated', now, `Not gone on with: ${because}`, { trouble, run }), current.revision)
    await enqueue(tx, 'case.drive', { tenant_id: c.tenant_id, case_id: c.case_id })
    const body = { because, plan_hash: c.plan?.plan_hash ?? null, tenant_now: now }
    return { result: undefined, events: [{ kind: 'execution.refused', subject: c.case_id, actor: systemActor(c.tenant_id), body }] }
  })
}

async function finish(desk: DeskSteps, c: Case, run: Run, steps: readonly AuditEvent[], now: Instant): Promise<void> {
  const [status, usual_note] = c.status === 'executing' && run.state === 'rolled_back' ? UNDONE_BY_ITSELF : AFTER[run.state]
  await change(c.tenant_id, async (tx) => {
    const current = await lockCase(tx, c.tenant_id, c.case_id)
    // A plan that no longer fits the world cannot keep its signatures.
    const is_stale = run.state === 'stale_plan'
    const found = is_stale ? foundChanged(run) : ''
    const approval =
      is_stale && current.approval !== null ? voidApproval(current.approval, `the targets changed after approval${found}`, now) : current.approval
    if (approval !== null && current.approval !== null && approval !== current.approval)
      await updateApproval(tx, c.tenant_id, approval, current.approval.state_version)
    const stopped = stoppedText(current.stop ?? null, run)
    const note = stopped ?? `${usual_note}${found}`
    const trouble = status === 'error' || status === 'escalated' ? (stopped ?? run.steps.findLast((s) => s.status === 'failed')?.detail ?? note) : null
    const next = moveCase(current, status, now, note, { run, approval, trouble })
    await Promise.all([
      saveCase(tx, next, current.revision, status === 'executed' ? desk.firstCheck(run) : null),
      // What was carried out waits for the time of its first check.
      status === 'executed' ? null : enqueue(tx, 'case.drive', { tenant_id: c.tenant_id, case_id: c.case_id }),
    ])
    const kind =
      stopped !== null ? 'execution.stopped' : run.state === 'rolled_back' || run.state === 'rollback_failed' ? 'rollback.finished' : 'execution.finished'
    const end: AuditEvent = {
      kind,
      subject: c.case_id,
      actor: systemActor(c.tenant_id),
      body: { run_id: run.run_id, state: run.state, ...(stopped === null ? {} : { because: stopped }), tenant_now: now },
    }
    const [first = end, ...others] = [...steps, end]
    return { result: undefined, events: [first, ...others] }
  })
}

/** What a run found changed before its first change, in brackets; empty where it does not say. */
function foundChanged({ steps }: Run): string {
  const detail = steps.findLast((s) => s.status === 'failed')?.detail ?? ''
  return detail === '' ? '' : ` (${detail.replace(/[.]$/, '')})`
}

/** What was and was not done by a run that somebody stopped; null for one that ended by itself. */
function stoppedText(stop: StopRequest | null, { steps, state }: Run): string | null {
  if (stop === null || (state !== 'stopped' && state !== 'failed')) return null
  // A run that was resumed has left an action out before it carried it out: the last of both counts.
  const last = [...new Set(steps.map((s) => s.action_id))].map((id) => steps.findLast((s) => s.action_id === id && s.step === 'apply'))
  const done = last.filter((s) => s?.receipt != null).length
  const left = last.filter((s) => s?.status === 'skipped').length
  if (left === 0) return null
  const undone = done === 0 ? 'nothing was changed' : 'what was done stays and can be rolled back'
  return `Stopped by ${stop.name} (${stop.because}): ${done} of ${done + left} actions carried out, ${left} not; ${undone}.`
}
