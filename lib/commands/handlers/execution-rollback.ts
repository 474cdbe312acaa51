import { z } from 'zod'
import { isClosed, moveCase } from '@/lib/cases/move'
import { mayHaveChanged } from '@/lib/cases/still-in-place'
import { lockCase, openCaseBeside, saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { rollbackRule } from '@/lib/intents/state-rules'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import { type AlsoDone, type Call, defineCommand } from '../command'
import { endCase } from '../under-lock/end-case'
import { currentOf, lockedCase, reasonOf, requireStatus, shownPlan } from '../under-lock/locked-case'
import { orOpenedMeanwhile } from '../under-lock/of-one-incident'

const MAY_ROLL_BACK: readonly CaseStatus[] = ['executed', 'verifying', 'verified', 'partial', 'not_measurable', 'escalated', 'error']

/** Takes back what a run changed, from the snapshots it took. Works with the kill switch on: undoing is the safe direction. */
export const executionRollback = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'rollback.requested',
  ready: (call) => {
    const because = reasonOf(call)
    const plan_hash = shownPlan(call)
    return async (tx) => {
      const { actor, now } = call
      const c = await lockedCase(tx, call)
      requireStatus(c, MAY_ROLL_BACK, 'there is nothing to roll back now')
      const run = undoableRun(c, now)
      if (run.plan_hash !== plan_hash)
        throw new Fault('digest_mismatch', 'another plan was carried out than the one you were shown: look at the case again', {
          code: 'DIGEST_MISMATCH',
          current: currentOf(c),
        })
      const beside = await endBeside(c, tx, call)
      const going_back = moveCase(c, 'rolling_back', now, `Rollback asked for by ${actor.name}: ${because}`)
      const saved = await saveCase(tx, going_back, c.revision).catch(orOpenedMeanwhile(c))
      await enqueue(tx, 'plan.execute', { tenant_id: actor.tenant_id, case_id: c.case_id, direction: 'back' })
      const body = { run_id: run.run_id, plan_hash, closed_beside: beside?.subject ?? null }
      const done = { subject: c.case_id, new_version: saved.revision, message: 'The rollback starts now.', body }
      if (beside === null) return done
      const message = `${done.message} Case ${beside.subject} of the same incident is closed with it: reopen it when this is undone.`
      return { ...done, message, also: beside }
    }
  },
})

/**
 * Of one incident one case is open, so the one beside a closed case ends with its rollback: nothing that its plan stands on is as it was. Resolves to its
 * event. Throws `conflict` where its plan was let go or carried out, which is ended there first.
 */
async function endBeside(c: Case, tx: Tx, call: Call): Promise<AlsoDone | null> {
  const beside = isClosed(c) ? await openCaseBeside(c, tx) : null
  if (beside === null) return null
  const other = await lockCase(tx, c.tenant_id, beside.case_id)
  if (isClosed(other)) return null
  const rule = rollbackRule(c, call.now, other)
  if (rule !== null) throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code: 'OPEN_BESIDE', current: currentOf(c), beside: other.case_id })
  const note = `Closed with the rollback of case ${c.case_id}, which ${call.actor.name} asked for: its plan was made for what that one left`
  const ended = await endCase(tx, other, call, note)
  const voided_approval_id = ended.approval !== null && ended.approval !== other.approval && ended.approval.state === 'void' ? ended.approval.approval_id : null
  return { kind: 'case.closed', subject: other.case_id, body: { before: other.status, rolled_back: c.case_id, voided_approval_id } }
}

/** The run that can be taken back. Throws `conflict` when nothing was applied, and `expired` when the recipe is no longer known to work. */
function undoableRun(c: Case, now: string): Run {
  const { run } = c
  if (run !== null && run.reversible_until === null && mayHaveChanged(run))
    throw new Fault(
      'conflict',
      'whether anything was changed is not known: look at the targets, and undo what was changed by hand with the recipe on the plan',
      {
        code: 'STALE_STATE',
        current: currentOf(c),
      },
    )
  if (run === null || run.reversible_until === null || run.state === 'rolled_back')
    throw new Fault('conflict', 'nothing that was applied is left to undo', { code: 'STALE_STATE', current: currentOf(c) })
  if (run.state === 'running' || run.state === 'waiting' || run.state === 'rolling_back')
    throw new Fault('conflict', 'the run has not ended: wait until it has', { code: 'STALE_STATE', current: currentOf(c) })
  if (run.reversible_until <= now)
    throw new Fault('expired', `the rollback was known to work until ${formatInstant(run.reversible_until)}: undo it by hand with the recipe on the plan`, {
      code: 'EXPIRED',
      reversible_until: run.reversible_until,
    })
  return run
}
