import { z } from 'zod'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { templateWords } from '@/lib/intents/code-words'
import { capital } from '@/lib/kernel/letters'
import { defineCommand } from '../command'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/** Trusts an action again after one of its runs was rolled back here. The next rollback suspends it anew. */
export const templateReinstate = defineCommand({
  params: z.strictObject({ template: z.string().regex(/^[a-z0-9_]{1,60}$/) }),
  audit_kind: 'template.reinstated',
  ready: (call) => {
    const { actor, params, now } = call
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      const others = settings.reinstated_templates.filter((r) => r.template !== params.template)
      await saveSettings(tx, tenant_id, { ...settings, reinstated_templates: [...others, { template: params.template, at: now, by: actor.id }] })
      return {
        subject: tenant_id,
        new_version: null,
        message: `${capital(templateWords(params.template))} may be used again.`,
        body: { template: params.template },
      }
    }
  },
})
