import { enqueue } from '@/lib/jobs/queue'
import { SCHEDULES } from '@/lib/jobs/schedules'
import { isTimer, TIMERS } from '@/lib/jobs/timers'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { WhichWork } from '../under-lock/pause-work'

/** Does one piece of work once, now: of a timer everything that is due. Its next time stays as it is, and a paused one stays paused. */
export const scheduleRunNow = defineCommand({
  params: WhichWork,
  audit_kind: 'schedule.run_asked',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    const { name } = call.params
    return async (tx) => {
      await enqueue(tx, 'schedule.run', { tenant_id, name, asked_by: call.actor.name }, { key: `schedule:${tenant_id}:${name}` })
      return {
        subject: tenant_id,
        new_version: null,
        message: isTimer(name) ? `${TIMERS[name].label}: what is due is being looked at.` : `${SCHEDULES[name].label} is being done.`,
        body: { name },
      }
    }
  },
})
