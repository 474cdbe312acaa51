import { describe, expect, it } from 'vitest'
import { missingIn, settingValue } from '@/components/screens/settings/setting-value'
import { ConnectorSettings } from '@/schemas/connectors'
import { TenantSettings } from '@/schemas/tenant'
import { settingsForms } from './settings-forms'

const connectors = ConnectorSettings.parse({
  waste: { account_id: '210000000003', regions: ['eu-west-1', 'us-east-1'] },
  driver: {
    account_id: '210000000003',
    region_id: 'eu-west-1',
    name: 'orders',
    unit: 'orders',
    namespace: 'Shop',
    metric: 'Orders',
    stat: 'Sum',
    dimensions: { shop: 'eu=1', lane: 'a' },
  },
  tickets: {
    kind: 'jira',
    url: 'https://x.atlassian.net',
    email: 'bot@example.com',
    token: 'env:COUNTERSIGN_TN_A_JIRA',
    project: 'OPS',
    issue_type: 'Task',
    done: 'Done',
  },
  clusters: [{ name: 'main', url: 'https://k8s.example.com', token: 'env:COUNTERSIGN_TN_A_K8S' }],
  hooks: [{ hook_id: 'github', kind: 'github', secret: 'env:COUNTERSIGN_TN_A_HOOK', account_id: '210000000003', service_name: 'shop' }],
})
const settings = TenantSettings.parse({
  connectors,
  accounts: [
    {
      account_id: '210000000003',
      name: 'data',
      role_arn: 'arn:aws:iam::210000000003:role/countersign',
      scheduler_role_arn: null,
      regions: ['eu-west-1'],
      owner: null,
    },
  ],
})

it('gives every setting back as it was when nothing is changed, whichever form is sent', () => {
  const forms = [...settingsForms('accounts', settings), ...settingsForms('connectors', settings)]
  const [limits] = settingsForms('max_targets', settings)
  if (limits === undefined) throw new Error('no form')
  expect(settingValue(limits, limits.rows, settings.max_targets)).toEqual(settings.max_targets)
  expect(forms.map((f) => f.title)).toContain('Kubernetes clusters')
  for (const form of forms.filter((f) => f.rows.length > 0)) {
    expect(missingIn(form, form.rows)).toBeNull()
    const whole = form.part === null ? settings.accounts : settings.connectors
    expect(settingValue(form, form.rows, whole)).toEqual(whole)
  }
})

it('disconnects what has no row, changes no other part, and takes Linear in the place of Jira', () => {
  const [waste] = settingsForms('connectors', settings).filter((f) => f.part === 'waste')
  const linear = settingsForms('connectors', settings).find((f) => f.title === 'Linear')
  if (waste === undefined || linear === undefined) throw new Error('no form')
  expect(settingValue(waste, [], connectors)).toEqual({ ...connectors, waste: null })
  expect(linear.rows).toEqual([])
  const row = { token: 'env:COUNTERSIGN_TN_A_LINEAR', team_id: '7b1c9ae2-4c53-4f35-9f2e-0d3a52a1c001', done_state_id: '7b1c9ae2-4c53-4f35-9f2e-0d3a52a1c002' }
  expect(ConnectorSettings.parse(settingValue(linear, [row], connectors)).tickets).toEqual({ kind: 'linear', ...row })
})

const EVERY = [
  'max_targets',
  'mutations_per_day',
  'least_level',
  'allowed_accounts',
  'auto_templates',
  'denied_templates',
  'guard_tags',
  'business_hours',
  'change_window',
  'fiscal_year_starts_in_month',
] as const

describe('what a tenant sets for itself', () => {
  const set = TenantSettings.parse({
    allowed_accounts: ['210000000003'],
    auto_templates: ['schedule_nonprod'],
    denied_templates: ['eip_release', 'an_action_of_an_older_version'],
    guard_tags: ['keep', 'kostenstelle'],
    business_hours: { days: [0, 4], from_hour: 8, to_hour: 24, holidays: ['2026-12-25', '2027-01-01'] },
    change_window: { days: [6], from_hour: 0, to_hour: 3 },
    fiscal_year_starts_in_month: 4,
  })

  it.each(EVERY)('has a form for %s that gives it back as it was, both as set and as everybody starts', (name) => {
    for (const settings of [set, TenantSettings.parse({})])
      for (const form of settingsForms(name, settings)) {
        const value = settingValue(form, form.rows, settings[name], form.instead?.is_on === true)
        expect(TenantSettings.parse({ ...settings, [name]: value })).toEqual(settings)
        expect(missingIn(form, form.rows)).toBeNull()
      }
    expect(settingsForms(name, set)).not.toEqual([])
  })

  it('takes every account only where somebody ticks it, and none where the list is empty', () => {
    const [form] = settingsForms('allowed_accounts', set)
    if (form === undefined) throw new Error('no form')
    expect([settingValue(form, [], null), settingValue(form, form.rows, null, true)]).toEqual([[], null])
  })

  it('keeps a choice that this version does not know', () => {
    expect(settingsForms('denied_templates', set)[0]?.fields[0]?.choices).toContain('an_action_of_an_older_version')
  })
})

it('says which field is missing', () => {
  const [form] = settingsForms('accounts', settings)
  if (form === undefined) throw new Error('no form')
  expect(missingIn(form, [{ account_id: '210000000003', name: 'data', role_arn: ' ', regions: '' }])).toBe('Role for reading is missing')
})
