import { deniedBy } from '@/app/views/approvals/denied-by'
import { connectorRows } from '@/app/views/sources/connector-rows'
import { MODE_TABLE } from '@/lib/commands/asking-policy/acting-mode'
import { heardHooks } from '@/lib/desks/cost/connectors/change-events/change-event-store'
import { type Heard, isSilent, silenceText } from '@/lib/desks/cost/connectors/change-events/silence'
import { spendOf } from '@/lib/desks/cost/connectors/spend/spend-store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { digest } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { formatCount, formatMoney } from '@/lib/kernel/format'
import { dayOf, toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { MODES } from '@/schemas/mode'
import type { SettingsView } from '@/schemas/settings-view'
import type { Tenant } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { accountRows, rolesToPaste } from './account-rows'
import { EDITABLE_SETTINGS } from './editable-settings'
import { settingsForms } from './settings-forms'
import { detectionRules, secretRows } from './settings-rules'

/** What an administrator sets up, and what everybody may see of it. */
export async function settingsView(actor: Actor): Promise<SettingsView> {
  const tenant = await getTenant(actor.tenant_id)
  const { tenant_id, settings } = tenant
  const [connectors, accounts, heard, spend] = await Promise.all([
    connectorRows(tenant_id),
    accountRows(tenant),
    heardHooks(tenant_id),
    spendOf(tenant_id, dayOf(toInstant(Date.now()))),
  ])
  const denied = deniedBy('settings.change', actor)
  const paid = spend.find((s) => s.connector === 'cost_explorer')
  return {
    now: clockOf(tenant.clock_offset_ms),
    tenant_id,
    notices: [],
    facts: factsOf(tenant),
    modes: modesOf(tenant, actor),
    before: digest(settings),
    change_denied: denied,
    test_denied: denied,
    ...accounts,
    roles: denied === null ? rolesToPaste(tenant) : [],
    connectors,
    hooks: settings.connectors.hooks.map(({ hook_id, kind }) => hookRow(tenant, hook_id, kind, heard.get(hook_id))),
    spend:
      paid === undefined ? null : `${formatMoney((paid.micro_usd / 1_000_000).toFixed(2))} today in ${formatCount(paid.requests, 'page')} of Cost Explorer`,
    rules: detectionRules(tenant, actor),
    threshold_denied: deniedBy('threshold.override', actor),
    secrets: deniedBy('secret.rotate_confirm', actor) === null ? secretRows(settings.connectors) : [],
    clock: {
      time_zone: tenant.time_zone,
      time_zones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')],
      shown_now: localTime(clockOf(tenant.clock_offset_ms), tenant.time_zone),
      change_denied: deniedBy('time_zone.set', actor),
    },
    // What is where and which secrets exist is the administrators' business.
    editable:
      denied === null
        ? EDITABLE_SETTINGS.map(({ field, label, note }) => ({ field, label, note, text: jsonOf(settings[field]), forms: settingsForms(field, settings) }))
        : [],
  }
}

const factsOf = (tenant: Tenant): SettingsView['facts'] => [
  { label: 'Name', value: tenant.name },
  { label: 'Currency', value: `${tenant.currency}, that of the bill; a bill in another one is refused, because amounts are never converted or mixed` },
  { label: 'Sign-in', value: config().oidc === null ? 'on this machine' : 'identity provider' },
]

function modesOf({ settings }: Tenant, actor: Actor): SettingsView['modes'] {
  const current = MODES.indexOf(settings.mode)
  return MODES.map((mode, i) => ({
    mode,
    label: MODE_TABLE[mode].label,
    does: MODE_TABLE[mode].does,
    is_current: i === current,
    denied: i === current ? 'This is the mode now' : i > current + 1 ? 'One step at a time' : deniedBy('mode.set', actor),
  }))
}

const jsonOf = (value: unknown): string => JSON.stringify(value, null, 2)

/** "Thursday 10:12", by the clocks of a time zone. */
const localTime = (at: Instant, time_zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: time_zone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .format(new Date(at))
    .replace(',', '')

function hookRow({ tenant_id, clock_offset_ms }: Tenant, hook_id: string, kind: string, heard: Heard | undefined): SettingsView['hooks'][number] {
  const now = clockOf(clock_offset_ms)
  const silence = heard !== undefined && isSilent(heard, now) ? silenceText(heard, now) : null
  return { hook_id, kind, url: `${config().url}/api/v1/hooks/${tenant_id}/${hook_id}`, last: heard?.last ?? null, silence }
}
