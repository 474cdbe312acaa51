import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { pauseWork, WhichWork } from '../under-lock/pause-work'

/** Lets it go by itself again: a schedule from its next time on, a timer with what fell due meanwhile. */
export const scheduleResume = defineCommand({
  params: WhichWork,
  audit_kind: 'schedule.resumed',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    return (tx) => pauseWork(tx, tenant_id, call.params.name, call.now, false)
  },
})
