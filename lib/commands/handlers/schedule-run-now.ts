import { enqueue } from '@/lib/jobs/queue'
import { SCHEDULES } from '@/lib/jobs/schedules'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { WhichSchedule } from '../under-lock/change-schedule'

/** Does one piece of scheduled work once, now. Its next time stays as it is, and a paused one stays paused. */
export const scheduleRunNow = defineCommand({
  params: WhichSchedule,
  roles: ['admin', 'owner', 'platform', 'analyst'],
  audit_kind: 'schedule.run_asked',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    const { name } = call.params
    return async (tx) => {
      await enqueue(tx, 'schedule.run', { tenant_id, name, asked_by: call.actor.name }, { key: `schedule:${tenant_id}:${name}` })
      return { subject: tenant_id, new_version: null, message: `${SCHEDULES[name].label} is being done.`, body: { name } }
    }
  },
})
