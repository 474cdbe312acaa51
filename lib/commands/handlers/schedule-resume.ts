import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { changeSchedule, WhichSchedule } from '../under-lock/change-schedule'

/** Lets it come round again, from its next time on. */
export const scheduleResume = defineCommand({
  params: WhichSchedule,
  roles: ['admin', 'owner', 'platform'],
  audit_kind: 'schedule.resumed',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    return (tx) => changeSchedule(tx, tenant_id, call.params.name, call.now, { is_paused: false })
  },
})
