import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand, WORKING } from './command'
import { reasonOf } from './locked-case'
import { requireOwnTenant } from './own-tenant'

/** Takes back a threshold before its time: what it passed over is found again at the next look at the bill. */
export const thresholdLift = defineCommand({
  params: z.strictObject({ rule_id: z.string().min(1).max(80) }),
  roles: WORKING,
  audit_kind: 'threshold.lifted',
  ready: (call) => {
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      const rule = settings.threshold_rules.find((r) => r.rule_id === call.params.rule_id)
      if (rule === undefined)
        throw new Fault('conflict', 'there is no such threshold, or it was lifted already: see the rules of detection under settings', {
          code: 'STALE_STATE',
          current: { rules: settings.threshold_rules.map((r) => r.rule_id) },
        })
      await saveSettings(tx, tenant_id, { ...settings, threshold_rules: settings.threshold_rules.filter((r) => r !== rule) })
      return { subject: tenant_id, new_version: null, message: 'The threshold is lifted: what it passed over is told again.', body: { rule } }
    }
  },
})
