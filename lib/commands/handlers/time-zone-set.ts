import { z } from 'zod'
import { lockTenant, saveTimeZone } from '@/lib/identity/tenant-store'
import { nextRun, parseCron } from '@/lib/jobs/cron'
import { lockSchedule, saveSchedule } from '@/lib/jobs/schedule-store'
import { isTimeZone } from '@/lib/kernel/business-time'
import { Fault } from '@/lib/kernel/errors'
import { ScheduleName } from '@/schemas/schedule'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

const TimeZone = z.string().max(60).refine(isTimeZone, 'is a time zone by its name, such as Europe/Berlin or UTC')

/**
 * Moves the clocks by which the tenant's hours are read: scheduled work, working hours and holidays of veto windows, the change window, and the times that
 * pages show. Deadlines that are set already stay, and so do the days of the bill, which are UTC as the provider delivers them.
 */
export const timeZoneSet = defineCommand({
  params: z.strictObject({ time_zone: TimeZone, before: z.string().max(60) }),
  audit_kind: 'time_zone.changed',
  ready: (call) => {
    const { time_zone, before } = call.params
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const tenant = await lockTenant(tx, tenant_id)
      if (tenant.time_zone !== before)
        throw new Fault('conflict', `the time zone is ${tenant.time_zone} meanwhile: look again`, { code: 'STALE_STATE', time_zone: tenant.time_zone })
      if (tenant.time_zone === time_zone) throw new Fault('conflict', `the time zone is ${time_zone} already`, { code: 'STALE_STATE', time_zone })
      await saveTimeZone(tx, tenant_id, time_zone)
      const next: Record<string, string> = {}
      for (const name of ScheduleName.options) {
        const known = await lockSchedule(tx, tenant_id, name)
        if (known === undefined) continue
        next[name] = nextRun(parseCron(known.cron), call.now, time_zone)
        await saveSchedule(tx, tenant_id, { ...known, next_run_at: next[name] })
      }
      return {
        subject: tenant_id,
        new_version: null,
        message: `Hours are those of ${time_zone} now: scheduled work, working hours, the change window and the times on pages. Deadlines that are set stay, and days of the bill are UTC.`,
        body: { before, after: time_zone, next_run_at: next },
      }
    }
  },
})
