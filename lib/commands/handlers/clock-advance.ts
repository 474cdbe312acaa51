import { z } from 'zod'
import { wakeWaitingRuns } from '@/lib/cases/waiting-store'
import { lockTenant, moveClock } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'

const DAY_MS = 86_400_000

/** Moves a demonstration tenant's clock forward, by at most 60 days at once. The bills of those days arrive, and what falls due is done. */
export const clockAdvance = defineCommand({
  params: z.strictObject({ days: z.number().positive().max(60) }),
  audit_kind: 'clock.advanced',
  ready: (call) => {
    const { days } = call.params
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const tenant = await lockTenant(tx, tenant_id)
      if (!tenant.is_demonstration) throw new Fault('forbidden', 'only a demonstration’s clock can be moved', { code: 'TENANT', tenant_id })
      const now = await moveClock(tx, tenant_id, Math.round(days * DAY_MS))
      await enqueue(tx, 'bill.deliver', { tenant_id })
      await enqueue(tx, 'due.sweep', {})
      await wakeWaitingRuns(tx, tenant_id)
      return {
        subject: tenant_id,
        new_version: null,
        message: `The clock shows ${formatInstant(now)}. New bills are being imported.`,
        body: { days, before: call.now, after: now },
      }
    }
  },
})
