import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { pauseWork, WhichWork } from '../under-lock/pause-work'

/** Keeps one piece of work from going by itself. A deadline holds all the same: what a pause of it keeps back is telling of it. */
export const schedulePause = defineCommand({
  params: WhichWork,
  audit_kind: 'schedule.paused',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    return (tx) => pauseWork(tx, tenant_id, call.params.name, call.now, true)
  },
})
