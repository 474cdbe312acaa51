import { z } from 'zod'
import { clearanceOf } from '@/lib/approval/clearance'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { leftOf } from '@/lib/execution/resume-run'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { defineCommand } from '../command'
import { currentOf, lockedCase, reasonOf, requireStatus, shownPlan } from '../under-lock/locked-case'

/**
 * Has a run that a person stopped carry out what it left out, on the agreement that it had for exactly this plan. The worker looks first: policy, limits, that
 * what the run did is as it left it, and that the rest is as the plan saw it. Otherwise the run stays stopped and says why. What was done is not done twice:
 * each action keeps its key.
 */
export const executionResume = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'execution.resume_requested',
  ready: (call) => {
    const plan_hash = shownPlan(call)
    const because = reasonOf(call)
    return async (tx) => {
      const { actor, now } = call
      const c = await lockedCase(tx, call)
      requireStatus(c, ['escalated'], 'there is no stopped run')
      const left = leftOf(c)
      if (left === null) throw new Fault('conflict', 'there is no stopped run that left an action out', { code: 'STALE_STATE', current: currentOf(c) })
      const { is_cleared, because: refusal } = clearanceOf(c)
      if (!is_cleared) throw new Fault('conflict', `${refusal}: roll the run back and have a new plan approved`, { code: 'STALE_STATE', current: currentOf(c) })
      if (c.plan?.plan_hash !== plan_hash)
        throw new Fault('digest_mismatch', 'the plan is not the one that you were shown: look at the case again', {
          code: 'DIGEST_MISMATCH',
          current: currentOf(c),
        })
      const saved = await saveCase(tx, moveCase(c, 'executing', now, `Resumed by ${actor.name}: ${because}`, { trouble: null }), c.revision)
      await enqueue(tx, 'plan.execute', { tenant_id: actor.tenant_id, case_id: c.case_id, direction: 'forward' })
      const message = `The run looks at everything again and then carries out ${formatCount(left.length, 'action')}.`
      return {
        subject: c.case_id,
        new_version: saved.revision,
        message,
        body: { plan_hash, run_id: c.run?.run_id ?? null, actions: left.map((a) => a.action_id) },
      }
    }
  },
})
