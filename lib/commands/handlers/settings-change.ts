import { z } from 'zod'
import { requireOwnSecrets } from '@/lib/identity/own-secret'
import { lockTenant, saveSettings } from '@/lib/identity/tenant-store'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { TenantSettings } from '@/schemas/tenant'
import { defineCommand } from '../command'
import { requireHours } from '../refusals/require-hours'
import { requireKnownNames } from '../refusals/require-known-names'
import { requireOrderedCuts } from '../refusals/require-ordered-cuts'
import { requireOwnTenant } from '../refusals/require-own-tenant'
import { reasonOf } from '../under-lock/locked-case'

/** What the settings page may change. Everything that decides who may act (mode, freezes, stops, sign-in) has a command of its own. */
const Changeable = TenantSettings.pick({
  allowed_accounts: true,
  auto_templates: true,
  max_targets: true,
  mutations_per_day: true,
  share_per_day_pct: true,
  guard_tags: true,
  denied_templates: true,
  least_level: true,
  business_hours: true,
  change_window: true,
  accounts: true,
  connectors: true,
  fiscal_year_starts_in_month: true,
  severity_cuts_per_day: true,
  allowed_regions: true,
}).partial()

/** Changes settings of the tenant, each named one as a whole. `before` is the digest of what the person saw, so that nobody overwrites unseen work. */
export const settingsChange = defineCommand({
  params: z.strictObject({ before: z.string(), settings: Changeable }),
  audit_kind: 'settings.changed',
  ready: (call) => {
    const { params } = call
    reasonOf(call)
    const tenant_id = requireOwnTenant(call)
    const given = Object.keys(z.record(z.string(), z.unknown()).parse(call.request.params['settings'])) as (keyof z.infer<typeof Changeable>)[] // safe: parsed strictly before
    if (given.length === 0) throw new Fault('validation_failed', 'params.settings: names nothing to change', { code: 'PARAMS', field: 'params.settings' })
    requireOwnSecrets(tenant_id, params.settings)
    requireHours(params.settings)
    requireOrderedCuts(params.settings.severity_cuts_per_day)
    return async (tx) => {
      const { settings } = await lockTenant(tx, tenant_id)
      if (digest(settings) !== params.before)
        throw new Fault('conflict', 'the settings have changed since you looked at them: look again and change what is left', { code: 'STALE_STATE' })
      requireKnownNames(params.settings, settings)
      const changed = TenantSettings.parse({ ...settings, ...Object.fromEntries(given.map((name) => [name, params.settings[name]])) })
      await saveSettings(tx, tenant_id, changed)
      const named = (of: TenantSettings) => Object.fromEntries(given.map((name) => [name, of[name]]))
      const body = { changed: given, before: digest(settings), after: digest(changed), was: named(settings), values: named(changed) }
      return { subject: tenant_id, new_version: null, message: `Saved: ${given.join(', ').replaceAll('_', ' ')}.`, body }
    }
  },
})
