import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { changeSchedule, WhichSchedule } from '../under-lock/change-schedule'

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
