import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { MODES, Mode } from '@/schemas/mode'
import { MODE_TABLE } from '../asking-policy/acting-mode'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/** Moves the tenant from one mode to the next, or back to any earlier one at once. A rollout takes one step at a time, so that each is seen. */
export const modeSet = defineCommand({
  params: z.strictObject({ mode: Mode }),
  audit_kind: 'mode.changed',
  ready: (call) => {
    const { params } = call
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      const [from, to] = [MODES.indexOf(settings.mode), MODES.indexOf(params.mode)]
      if (from === to) throw new Fault('conflict', `the mode is ${MODE_TABLE[params.mode].label.toLowerCase()} already`, { code: 'STALE_STATE' })
      if (to > from + 1)
        throw new Fault('conflict', `one step at a time: the next mode is ${MODE_TABLE[MODES[from + 1] ?? params.mode].label.toLowerCase()}`, {
          code: 'STALE_STATE',
          mode: settings.mode,
          next: MODES[from + 1],
        })
      await saveSettings(tx, tenant_id, { ...settings, mode: params.mode })
      return {
        subject: tenant_id,
        new_version: null,
        message: `${MODE_TABLE[params.mode].label}: ${MODE_TABLE[params.mode].does}`,
        body: { before: settings.mode, after: params.mode },
      }
    }
  },
})
