import { z } from 'zod'
import { dueOf, saveCase } from '@/lib/cases/store'
import { stopRule } from '@/lib/intents/stop-rule'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { currentOf, lockedCase, reasonOf, shownPlan } from '../under-lock/locked-case'

/**
 * Has one run end where it stands: the step in flight is finished, nothing more is applied, and nothing is undone by itself. The kill switch stops
 * every run of a tenant and undoes what they did; this one leaves that to a person. A way back is given up only while it waits for its targets to settle.
 */
export const executionStop = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'execution.stop_requested',
  ready: (call) => {
    const because = reasonOf(call)
    const plan_hash = shownPlan(call)
    return async (tx) => {
      const { actor, now } = call
      // Steps are saved while somebody reads: which revision they saw says nothing, the plan that runs does.
      const c = await lockedCase(tx, call, 'any_revision')
      const rule = stopRule(c)
      if (rule !== null) throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code: 'STALE_STATE', current: currentOf(c) })
      if (c.plan?.plan_hash !== plan_hash)
        throw new Fault('digest_mismatch', 'another plan is being carried out than the one you were shown: look at the case again', {
          code: 'DIGEST_MISMATCH',
          current: currentOf(c),
        })
      const is_going_back = c.status === 'rolling_back'
      const stop = { at: now, by: actor.id, name: actor.name, because }
      const saved = await saveCase(tx, { ...c, stop, updated_at: now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
      // A run that waits for room or for the provider is woken, so that it ends now and not when it would have tried again.
      if (c.waits != null)
        await enqueue(
          tx,
          'plan.execute',
          { tenant_id: actor.tenant_id, case_id: c.case_id, direction: is_going_back ? 'back' : 'forward' },
          { key: `execute:${c.case_id}` },
        )
      return {
        subject: c.case_id,
        new_version: saved.revision,
        message:
          is_going_back || c.run?.state === 'rolling_back'
            ? 'The way back is given up where it waits. What it did not undo stays until somebody looks.'
            : 'The run ends after the step in flight. What it did stays until somebody rolls it back.',
        body: { run_id: c.run?.run_id ?? null, plan_hash },
      }
    }
  },
})
