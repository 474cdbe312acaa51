import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand, WORKING } from './command'
import { reasonOf } from './locked-case'
import { requireOwnTenant } from './own-tenant'

/** Takes back a rule of expected spend: what it kept quiet is found again at the next look at the bill. */
export const quietLift = defineCommand({
  params: z.strictObject({ rule_id: z.string().min(1).max(80) }),
  roles: WORKING,
  audit_kind: 'quiet.lifted',
  ready: (call) => {
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      const rule = settings.quiet_rules.find((r) => r.rule_id === call.params.rule_id)
      if (rule === undefined)
        throw new Fault('conflict', 'there is no such rule, or it was lifted already: see countersign cases --rules', {
          code: 'STALE_STATE',
          current: { rules: settings.quiet_rules.map((r) => r.rule_id) },
        })
      await saveSettings(tx, tenant_id, { ...settings, quiet_rules: settings.quiet_rules.filter((r) => r !== rule) })
      return { subject: tenant_id, new_version: null, message: 'The rule is lifted: what it kept quiet is told again.', body: { rule } }
    }
  },
})
