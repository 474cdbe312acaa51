import { z } from 'zod'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { retryDirection } from '@/lib/execution/retry-direction'
import { retryRule } from '@/lib/intents/retry-rule'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { currentOf, lockedCase, shownPlan } from '../under-lock/locked-case'

/**
 * Has a run that was given up tried again: what it did is known from its claims and is not done twice, and what stopped a first start (policy, limits,
 * the kill switch) is asked again by the worker.
 */
export const executionRetry = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'execution.retry_requested',
  ready: (call) => {
    const plan_hash = shownPlan(call)
    return async (tx) => {
      const { actor, now } = call
      const c = await lockedCase(tx, call)
      const rule = retryRule(c, now)
      if (rule !== null) throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code: 'STALE_STATE', current: currentOf(c) })
      if (c.plan?.plan_hash !== plan_hash)
        throw new Fault('digest_mismatch', 'the plan is not the one that you were shown: look at the case again', {
          code: 'DIGEST_MISMATCH',
          current: currentOf(c),
        })
      const direction = retryDirection(c) === 'back' ? 'back' : 'forward'
      const status = direction === 'forward' ? 'executing' : 'rolling_back'
      const saved = await saveCase(tx, moveCase(c, status, now, `Tried again by ${actor.name}`, { trouble: null }), c.revision)
      await enqueue(tx, 'plan.execute', { tenant_id: actor.tenant_id, case_id: c.case_id, direction })
      return { subject: c.case_id, new_version: saved.revision, message: 'The run is tried again now.', body: { plan_hash, direction } }
    }
  },
})
