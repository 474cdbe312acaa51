import { z } from 'zod'
import { ScheduleName } from '@/schemas/schedule'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { changeSchedule } from '../under-lock/change-schedule'

/** Sets when one piece of scheduled work comes round. */
export const scheduleSet = defineCommand({
  params: z.strictObject({ name: ScheduleName, cron: z.string().min(9).max(120) }),
  audit_kind: 'schedule.changed',
  ready: (call) => {
    const tenant_id = requireOwnTenant(call)
    return (tx) => changeSchedule(tx, tenant_id, call.params.name, call.now, { cron: call.params.cron })
  },
})
