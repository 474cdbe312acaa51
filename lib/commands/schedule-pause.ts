import { defineCommand } from './command'
import { requireOwnTenant } from './own-tenant'
import { changeSchedule, WhichSchedule } from './schedule-row'

/** Keeps one piece of scheduled work from coming round. Deadlines and checks are no schedule and go on. */
export const schedulePause = defineCommand({
  params: WhichSchedule,
  roles: ['admin', 'owner', 'platform'],
  audit_kind: 'schedule.paused',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    return (tx) => changeSchedule(tx, tenant_id, call.params.name, call.now, { is_paused: true })
  },
})
