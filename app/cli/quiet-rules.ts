import { scopeLabel } from '@/lib/desks/cost/phrases'
import { getTenant } from '@/lib/identity/tenant-store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import type { Actor } from '@/schemas/actor'
import { giveCommand } from './give-command'
import { print, table } from './print'

/** What people told detection to pass over, in words or for machines: rises to expect, and amounts below which a scope is quiet. */
export async function printQuietRules(tenant_id: string, json: boolean): Promise<void> {
  const { settings, currency } = await getTenant(tenant_id)
  const quiet = settings.quiet_rules.map((r) => [
    r.rule_id,
    scopeLabel(r.scope, {}),
    `up to ${formatRate(r.floor_per_day, currency, 'day')}`,
    `before ${formatDay(r.until)}`,
    r.case_id,
    `${r.by}: ${r.because}`,
  ])
  const thresholds = settings.threshold_rules.map((r) => [
    r.rule_id,
    scopeLabel(r.scope, {}),
    `below ${formatRate(r.least_per_day, currency, 'day')}`,
    `before ${formatDay(r.until)}`,
    'settings',
    `${r.by}: ${r.because}`,
  ])
  const rows = [...quiet, ...thresholds]
  print(
    json,
    { rules: settings.quiet_rules, thresholds: settings.threshold_rules },
    rows.length === 0 ? 'No rule keeps anything quiet.' : table(['rule', 'where', 'rises', 'until', 'from', 'because'], rows),
  )
}

/** Takes one of them back as a person. */
export function liftQuietRule(actor: Actor, { rule_id, reason, json }: { rule_id: string; reason: string; json: boolean }): Promise<void> {
  const command = rule_id.startsWith('th_') ? 'threshold.lift' : 'quiet.lift'
  return giveCommand(actor, { command, subject: actor.tenant_id, params: { rule_id }, reason }, json)
}
