import { z } from 'zod'
import { isClosed, moveCase } from '@/lib/cases/move'
import { mayHaveChanged } from '@/lib/cases/still-in-place'
import { openCaseBeside, saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import { defineCommand } from '../command'
import { currentOf, lockedCase, reasonOf, requireStatus, shownPlan } from '../under-lock/locked-case'
import { orOpenedMeanwhile } from '../under-lock/of-one-incident'

const MAY_ROLL_BACK: readonly CaseStatus[] = ['executed', 'verifying', 'verified', 'partial', 'not_measurable', 'escalated', 'error']

/** Takes back what a run changed, from the snapshots it took. Works with the kill switch on: undoing is the safe direction. */
export const executionRollback = defineCommand({
  params: z.strictObject({}),
  roles: ['approver', 'owner', 'platform', 'admin'],
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
      await requireAlone(c, tx)
      const going_back = moveCase(c, 'rolling_back', now, `Rollback asked for by ${actor.name}: ${because}`)
      const saved = await saveCase(tx, going_back, c.revision).catch(orOpenedMeanwhile(c))
      await enqueue(tx, 'plan.execute', { tenant_id: actor.tenant_id, case_id: c.case_id, direction: 'back' })
      return { subject: c.case_id, new_version: saved.revision, message: 'The rollback starts now.', body: { run_id: run.run_id, plan_hash } }
    }
  },
})

/** Of one incident one case is open. Throws `conflict` for a closed case beside which another is. */
async function requireAlone(c: Case, tx: Tx): Promise<void> {
  const beside = isClosed(c) ? await openCaseBeside(c, tx) : null
  if (beside === null) return
  throw new Fault(
    'conflict',
    `case ${beside} is open for the same incident: close it or roll it back first, or undo this by hand with the recipe on the plan`,
    { code: 'OPEN_BESIDE', current: currentOf(c), beside },
  )
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
