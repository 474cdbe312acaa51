import { defineCommand } from './command'
import { requireOwnTenant } from './own-tenant'
import { changeSchedule, WhichSchedule } from './schedule-row'

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
