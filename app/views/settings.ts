import { MODE_TABLE } from '@/lib/commands/asking-policy/acting-mode'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { lastDeliveries } from '@/lib/desks/cost/connectors/change-events/change-event-store'
import { spendOf } from '@/lib/desks/cost/connectors/spend/spend-store'
import { rolePolicy, trustPolicy } from '@/lib/desks/cost/plan/role-policy'
import { externalIdOf } from '@/lib/identity/external-id'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { digest } from '@/lib/kernel/canonical'
import { config } from '@/lib/kernel/config'
import { formatCount, formatMoney } from '@/lib/kernel/format'
import { dayOf, toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { MODES } from '@/schemas/connectors'
import type { SettingsView } from '@/schemas/settings-view'
import type { Tenant } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { connectorRows } from './connector-rows'
import { deniedBy } from './denied-by'
import { settingsForms } from './settings-forms'
import { detectionRules, secretRows } from './settings-rules'

const EDITABLE = [
  { field: 'accounts', label: 'Accounts', note: 'Each with the role that is taken on in it, and the team that answers for it.' },
  {
    field: 'connectors',
    label: 'Connectors',
    note: 'Each by itself; taking one out disconnects it. Secrets are named, never written here.',
  },
  { field: 'allowed_accounts', label: 'Accounts in which plans may be carried out', note: 'A plan with a target elsewhere is denied.' },
  { field: 'max_targets', label: 'Most resources a plan may change', note: 'By environment. Never more than what every tenant starts with.' },
  { field: 'mutations_per_day', label: 'Most changes a UTC day', note: 'By environment. Never more than what every tenant starts with.' },
  {
    field: 'share_per_day_pct',
    label: 'Most of a kind in an account a UTC day, in percent',
    note: 'By environment. 25 at most in production, 50 in stage; 100 is no limit. One resource a day may always be changed.',
  },
  { field: 'auto_templates', label: 'Actions that may run without a person', note: 'Only while their risk is low, and only in the last mode.' },
  { field: 'denied_templates', label: 'Actions that are never carried out here', note: 'Their permissions leave the policy to paste.' },
  { field: 'guard_tags', label: 'Tags that keep hands off', note: 'Beside do-not-modify, manual-only, legal-hold and pci.' },
  { field: 'least_level', label: 'Least agreement by environment', note: 'Whatever the risk. Policy may ask for more, never for less.' },
  {
    field: 'business_hours',
    label: 'Hours in which a veto window counts down',
    note: 'In the time zone of the tenant, within one day: the end lies after the start. Plans propose to run machines in them, with two hours of room.',
  },
  {
    field: 'change_window',
    label: 'Hours in which low risk may run at once',
    note: 'In the time zone of the tenant, within one day: the end lies after the start, 24 at the latest. Outside them a plan scores ten points more of risk.',
  },
  {
    field: 'fiscal_year_starts_in_month',
    label: 'Fiscal year starts in',
    note: 'For questions such as “cost in FY26” or “last fiscal quarter”. A fiscal year is named after the year in which it ends.',
  },
  {
    field: 'severity_cuts_per_day',
    label: 'Severity of a rise by its amount',
    note: 'Per day above what is expected. Shares of a usual day, drifts, budgets and regions may still make a case more severe. Cases are judged by it from their next look at the bill on.',
  },
  {
    field: 'allowed_regions',
    label: 'Regions in which anything is meant to run',
    note: 'A rise of 50 a day or more in another region is critical, because it may be theft. It holds from the next look at the bill on.',
  },
] as const satisfies readonly { field: keyof Tenant['settings']; label: string; note: string }[]

/** What an administrator sets up, and what everybody may see of it. */
export async function settingsView(actor: Actor): Promise<SettingsView> {
  const tenant = await getTenant(actor.tenant_id)
  const { tenant_id, settings } = tenant
  const [connectors, heard, spend] = await Promise.all([connectorRows(tenant_id), lastDeliveries(tenant_id), spendOf(tenant_id, dayOf(toInstant(Date.now())))])
  const denied = deniedBy('settings.change', actor)
  const current = MODES.indexOf(settings.mode)
  const templates = Object.values(COST_ACTIONS).filter((t) => !settings.denied_templates.includes(t.id))
  const text = (value: unknown): string => JSON.stringify(value, null, 2)
  const paid = spend.find((s) => s.connector === 'cost_explorer')
  return {
    now: clockOf(tenant.clock_offset_ms),
    tenant_id,
    notices: [],
    facts: [
      { label: 'Tenant', value: tenant.name },
      { label: 'Currency', value: `${tenant.currency}, that of the bill; a bill in another one is refused, because amounts are never converted or mixed` },
      { label: 'Time zone', value: tenant.time_zone },
      { label: 'Sign-in', value: config().oidc === null ? 'on this machine' : 'identity provider' },
      { label: 'External id of its roles', value: externalIdOf(tenant_id) },
    ],
    modes: MODES.map((mode, i) => ({
      mode,
      label: MODE_TABLE[mode].label,
      does: MODE_TABLE[mode].does,
      is_current: i === current,
      denied: i === current ? 'This is the mode now' : i > current + 1 ? 'One step at a time' : deniedBy('mode.set', actor),
    })),
    before: digest(settings),
    change_denied: denied,
    test_denied: denied,
    accounts: settings.accounts.map((a) => ({
      account_id: a.account_id,
      name: a.name,
      role_arn: a.role_arn,
      regions: a.regions.join(', ') || 'not named',
      owner: a.owner ?? 'nobody named',
    })),
    policies: [
      { title: 'Trust policy of the role', text: text(trustPolicy(externalIdOf(tenant_id))) },
      { title: 'Permissions to read (enough for read only and shadow)', text: text(rolePolicy(templates, false)) },
      { title: `Permissions to read and act (${formatCount(templates.length, 'template')})`, text: text(rolePolicy(templates, true)) },
    ],
    connectors,
    hooks: settings.connectors.hooks.map((h) => ({
      hook_id: h.hook_id,
      kind: h.kind,
      url: `${config().url}/api/v1/hooks/${tenant_id}/${h.hook_id}`,
      last: heard.get(h.hook_id) ?? null,
    })),
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
        ? EDITABLE.map(({ field, label, note }) => ({ field, label, note, text: text(settings[field]), forms: settingsForms(field, settings) }))
        : [],
  }
}

/** "Thursday 10:12", by the clocks of a time zone. */
const localTime = (at: Instant, time_zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: time_zone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .format(new Date(at))
    .replace(',', '')
