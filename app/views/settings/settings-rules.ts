import { deniedBy } from '@/app/views/approvals/denied-by'
import { scopeLabel } from '@/lib/desks/cost/phrases'
import { secretUses } from '@/lib/identity/secret-uses'
import { clockOf } from '@/lib/identity/tenant-store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { dayOf } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { ConnectorSettings } from '@/schemas/connectors'
import type { SettingsView } from '@/schemas/settings-view'
import type { Tenant } from '@/schemas/tenant'

/** What people told detection and still holds, with who did and why. A rule whose day has come does nothing any more and is not listed. */
export function detectionRules({ settings, currency, clock_offset_ms }: Tenant, actor: Actor): SettingsView['rules'] {
  const today = dayOf(clockOf(clock_offset_ms))
  const amount = (value: string): string => formatRate(value, currency, 'day')
  return [
    ...settings.threshold_rules
      .filter((r) => today < r.until)
      .map((r) => ({
        rule_id: r.rule_id,
        command: 'threshold.lift' as const,
        kind: 'Threshold',
        where: scopeLabel(r.scope, {}),
        does: `Rises below ${amount(r.least_per_day)} open no case before ${formatDay(r.until)}`,
        by: `${r.by}: ${r.because}`,
        lift_denied: deniedBy('threshold.lift', actor),
      })),
    ...settings.quiet_rules
      .filter((r) => today < r.until)
      .map((r) => ({
        rule_id: r.rule_id,
        command: 'quiet.lift' as const,
        kind: 'Expected spend',
        where: scopeLabel(r.scope, {}),
        does: `Rises up to ${amount(r.floor_per_day)} are expected before ${formatDay(r.until)}`,
        by: `${r.by}: ${r.because}`,
        lift_denied: deniedBy('quiet.lift', actor),
      })),
  ]
}

/** Each secret once, with everything that uses it. */
export function secretRows(connectors: ConnectorSettings): SettingsView['secrets'] {
  const uses = secretUses(connectors)
  return [...new Set(uses.map((use) => use.reference))].map((reference) => ({
    reference,
    used_by: uses
      .filter((use) => use.reference === reference)
      .map((use) => use.label)
      .join(', '),
  }))
}
