import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { LEVEL_WORDS } from '@/lib/intents/code-words'
import { capital } from '@/lib/kernel/letters'
import type { SettingsField, SettingsForm } from '@/schemas/settings-view'
import type { TenantSettings } from '@/schemas/tenant'
import { field, rowOf } from './settings-field'

const ENVIRONMENTS = { prod: 'Production', stage: 'Stage', dev: 'Development', test: 'Test', unknown: 'Not known' } as const
const byEnvironment = (kind: SettingsField['kind'], more: Partial<SettingsField> = {}): SettingsField[] =>
  Object.entries(ENVIRONMENTS).map(([name, label]) => field(name, label, kind, more))

const TEMPLATES = Object.keys(COST_ACTIONS).sort()
const TEMPLATE = field('value', 'Action', 'choice', {
  choices: TEMPLATES,
  labels: Object.fromEntries(TEMPLATES.map((id) => [id, capital(id.replaceAll('_', ' '))])),
})
const LEVELS = ['L0', 'delayed', 'L1', 'L2'] as const
const LEVEL = { choices: [...LEVELS], labels: Object.fromEntries(LEVELS.map((level) => [level, capital(LEVEL_WORDS[level])])) }

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const MONTH = field('value', 'First month', 'number', {
  choices: MONTHS.map((_, i) => String(i + 1)),
  labels: Object.fromEntries(MONTHS.map((name, i) => [String(i + 1), name])),
})

const CUT_FIELDS = [
  field('critical', 'Critical from, a day', 'number'),
  field('high', 'High from, a day', 'number'),
  field('medium', 'Medium from, a day', 'number'),
]

const HOURS = Array.from({ length: 25 }, (_, hour) => String(hour))
const WINDOW_FIELDS = [
  field('days', 'Days', 'weekdays'),
  field('from_hour', 'From', 'hour', { choices: HOURS.slice(0, 24) }),
  field('to_hour', 'To', 'hour', { choices: HOURS.slice(1) }),
]
const HOURS_FIELDS = [...WINDOW_FIELDS, field('holidays', 'Holidays', 'dates', { is_required: false })]

const ONE = { part: null, is_list: false, is_plain: false, can_be_empty: false, fixed: {}, instead: null, when_empty: 'Not set', row_name: 'one' }

type Plain = { title: string; field: SettingsField; rows: readonly string[]; when_empty: string; row_name: string; instead?: SettingsForm['instead'] }

/** The forms of what a tenant sets for itself, by the name of the setting. */
export const tenantForms = (settings: TenantSettings): Record<string, SettingsForm[]> => ({
  ...limitForms(settings),
  ...listForms(settings),
  ...onceForms(settings),
})

/** What is set for each environment. */
function limitForms(settings: TenantSettings): Record<string, SettingsForm[]> {
  const limits = (fields: SettingsField[], value: Record<string, unknown>): SettingsForm[] => [
    { ...ONE, title: 'By environment', fields, rows: [rowOf(fields, value)] },
  ]
  return {
    max_targets: limits(byEnvironment('number'), settings.max_targets),
    mutations_per_day: limits(byEnvironment('number'), settings.mutations_per_day),
    share_per_day_pct: limits(byEnvironment('number'), settings.share_per_day_pct),
    least_level: limits(byEnvironment('choice', LEVEL), settings.least_level),
  }
}

/** What is a list of plain values. */
function listForms({ allowed_accounts, allowed_regions, ...settings }: TenantSettings): Record<string, SettingsForm[]> {
  return {
    allowed_accounts: plain({
      title: 'Allowed accounts',
      field: field('value', 'Account, twelve digits'),
      rows: allowed_accounts ?? [],
      when_empty: 'In no account',
      row_name: 'an account',
      instead: { label: 'Every account of the bill', is_on: allowed_accounts === null },
    }),
    allowed_regions: plain({
      title: 'Allowed regions',
      field: field('value', 'Region, such as eu-west-1'),
      rows: allowed_regions ?? [],
      when_empty: 'In no region',
      row_name: 'a region',
      instead: { label: 'Every region', is_on: allowed_regions === null },
    }),
    auto_templates: plain({
      title: 'Actions that may run by themselves',
      field: TEMPLATE,
      rows: settings.auto_templates,
      when_empty: 'None: a person decides on every plan',
      row_name: 'an action',
    }),
    denied_templates: plain({ title: 'Actions that never run', field: TEMPLATE, rows: settings.denied_templates, when_empty: 'None', row_name: 'an action' }),
    guard_tags: plain({ title: 'Tags', field: field('value', 'Key of the tag'), rows: settings.guard_tags, when_empty: 'None of your own', row_name: 'a tag' }),
  }
}

/** What there is one of, or none. */
function onceForms(settings: TenantSettings): Record<string, SettingsForm[]> {
  const { change_window, fiscal_year_starts_in_month, severity_cuts_per_day } = settings
  return {
    severity_cuts_per_day: [
      {
        ...ONE,
        title: 'Severity by amount',
        can_be_empty: true,
        when_empty: 'As every tenant starts: critical from 5,000 a day, high from 1,000, medium from 200, in the currency of the bill',
        row_name: 'amounts',
        fields: CUT_FIELDS,
        rows: severity_cuts_per_day === null ? [] : [rowOf(CUT_FIELDS, severity_cuts_per_day)],
      },
    ],
    business_hours: [{ ...ONE, title: 'Working hours', fields: HOURS_FIELDS, rows: [rowOf(HOURS_FIELDS, settings.business_hours)] }],
    fiscal_year_starts_in_month: [
      {
        ...ONE,
        title: 'Fiscal year',
        is_plain: true,
        can_be_empty: true,
        when_empty: 'Not set: fiscal years and quarters are declined',
        row_name: 'a first month',
        fields: [MONTH],
        rows: fiscal_year_starts_in_month === null ? [] : [{ value: String(fiscal_year_starts_in_month) }],
      },
    ],
    change_window: [
      {
        ...ONE,
        title: 'Change window',
        can_be_empty: true,
        when_empty: 'No window: low risk may run at any hour',
        row_name: 'a window',
        fields: WINDOW_FIELDS,
        rows: change_window === null ? [] : [rowOf(WINDOW_FIELDS, change_window)],
      },
    ],
  }
}

const plain = ({ field: only, rows, instead = null, ...shown }: Plain): SettingsForm[] => [
  {
    ...shown,
    instead,
    part: null,
    is_list: true,
    is_plain: true,
    can_be_empty: true,
    fixed: {},
    // Where there is one choice less than people have made, what they chose is still shown.
    fields: [only.choices.length === 0 ? only : { ...only, choices: [...new Set([...only.choices, ...rows])] }],
    rows: rows.map((value) => ({ value })),
  },
]
