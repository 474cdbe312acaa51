import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/** Ends a freeze before its time. Many may freeze; fewer may lift. */
export const freezeLift = defineCommand({
  params: z.strictObject({ freeze_id: z.string().min(1).max(80) }),
  audit_kind: 'freeze.lifted',
  ready: (call) => {
    const { params, now } = call
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      const freeze = settings.freezes.find((f) => f.freeze_id === params.freeze_id && f.to > now)
      if (freeze === undefined)
        throw new Fault('conflict', 'this freeze is over or was lifted already', {
          code: 'STALE_STATE',
          current: { freezes: settings.freezes.filter((f) => f.to > now) },
        })
      await saveSettings(tx, tenant_id, { ...settings, freezes: settings.freezes.filter((f) => f !== freeze && f.to > now) })
      const { freeze_id, environment, from, to } = freeze
      return { subject: tenant_id, new_version: null, message: 'The freeze is lifted.', body: { freeze_id, environment, from, to } }
    }
  },
})
