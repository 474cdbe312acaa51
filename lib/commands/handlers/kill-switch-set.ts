import { z } from 'zod'
import { wakeWaitingRuns } from '@/lib/cases/waiting-store'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/** Stops every execution of the tenant, or lets it go on. Many may stop; only an administrator starts again. */
export const killSwitchSet = defineCommand({
  params: z.strictObject({ is_on: z.boolean() }),
  audit_kind: 'kill_switch.set',
  ready: (call) => {
    const { actor, params } = call
    const reason = reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    if (!params.is_on && !actor.roles.includes('admin'))
      throw new Fault('forbidden', 'only an administrator turns the kill switch off', { code: 'ROLE', needed: ['admin'], roles: actor.roles })
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      await saveSettings(tx, tenant_id, { ...settings, is_kill_switch_on: params.is_on, kill_switch_because: params.is_on ? `${actor.name}: ${reason}` : null })
      await wakeWaitingRuns(tx, tenant_id)
      const message = params.is_on ? 'The kill switch is on: nothing is carried out.' : 'The kill switch is off.'
      return { subject: tenant_id, new_version: null, message, body: { is_on: params.is_on, before: settings.is_kill_switch_on } }
    }
  },
})
