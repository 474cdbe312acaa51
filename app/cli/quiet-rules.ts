import { randomUUID } from 'node:crypto'
import { runCommand } from '@/lib/commands/bus'
import { scopeLabel } from '@/lib/desks/cost/phrases'
import { getTenant } from '@/lib/identity/tenant-store'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { asPerson, requireNoProvider } from './as-person'
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
export async function liftQuietRule(tenant_id: string, rule_id: string, who: string | undefined, reason: string, json: boolean): Promise<void> {
  requireNoProvider()
  const result = await runCommand(await asPerson(tenant_id, who), {
    command: rule_id.startsWith('th_') ? 'threshold.lift' : 'quiet.lift',
    subject: tenant_id,
    expected_version: null,
    plan_hash: null,
    intent_digest: null,
    params: { rule_id },
    reason,
    acknowledged: null,
    surface: 'cli',
    idempotency_key: randomUUID(),
  })
  print(json, result, result.message)
}
