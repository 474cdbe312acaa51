import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import type { Call, Carry } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from './locked-case'

export const LiftParams = z.strictObject({ rule_id: z.string().min(1).max(80) })

/** Takes a rule out of one of a tenant's lists of rules. What it kept quiet is found again at the next look at the bill. */
export function liftRule(
  call: Call & { params: z.output<typeof LiftParams> },
  list: 'quiet_rules' | 'threshold_rules',
  words: { missing: string; message: string },
): Carry {
  reasonOf(call)
  const tenant_id = requireOwnTenant(call)
  return async (tx) => {
    const { settings } = await lockTenant(tx, tenant_id)
    const rules = settings[list]
    const rule = rules.find((r) => r.rule_id === call.params.rule_id)
    if (rule === undefined) throw new Fault('conflict', words.missing, { code: 'STALE_STATE', current: { rules: rules.map((r) => r.rule_id) } })
    await saveSettings(tx, tenant_id, { ...settings, [list]: rules.filter((r) => r !== rule) })
    return { subject: tenant_id, new_version: null, message: words.message, body: { rule } }
  }
}
