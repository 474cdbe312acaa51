import type { SettingsField, SettingsForm } from '@/schemas/settings-view'
import type { TenantSettings } from '@/schemas/tenant'
import { field, rowOf } from './settings-field'
import { tenantForms } from './tenant-forms'

const OPTIONAL = { is_required: false }
const account = field('account_id', 'Account, twelve digits')
const secret = (label: string, more: Partial<SettingsField> = {}): SettingsField =>
  field('token', label, 'text', {
    note: 'The name of a secret, such as env:COUNTERSIGN_<TENANT>_JIRA; what follows the tenant is one word. The secret itself is never written here.',
    ...more,
  })

const ACCOUNT_FIELDS = [
  account,
  field('name', 'Name'),
  field('role_arn', 'Role for reading'),
  field('act_role_arn', 'Role for changes', 'text', {
    ...OPTIONAL,
    note: 'Taken on by workers of the execution queue alone. Empty: the role for reading makes changes too.',
  }),
  field('scheduler_role_arn', 'Role of EventBridge Scheduler', 'text', { ...OPTIONAL, note: 'Empty: schedules cannot be made.' }),
  field('regions', 'Regions', 'list'),
  field('owner', 'Team that answers for it', 'text', OPTIONAL),
]

type Part = keyof TenantSettings['connectors']
type Spec = { title: string; part: Part; is_list?: true; fixed?: Record<string, string>; fields: SettingsField[] }

const CONNECTOR_FORMS: readonly Spec[] = [
  { title: 'aws-doctor', part: 'waste', fields: [account, field('regions', 'Regions', 'list')] },
  {
    title: 'OpenCost or Kubecost',
    part: 'allocation',
    fields: [
      field('url', 'Address'),
      field('path', 'Path', 'choice', { choices: ['/allocation', '/allocation/compute', '/model/allocation'] }),
      secret('Secret of its token', OPTIONAL),
      field('cluster', 'Cluster'),
      account,
      field('currency', 'Currency'),
    ],
  },
  {
    title: 'Kubernetes clusters',
    part: 'clusters',
    is_list: true,
    fields: [
      field('name', 'Name, as OpenCost calls it'),
      field('url', 'Address of its API'),
      secret("Secret of the service account's token"),
      field('write_token', 'Secret of the token that may patch', 'text', {
        ...OPTIONAL,
        note: 'Empty: nothing is changed in the cluster, and changes are proposed in tickets.',
      }),
      field('ca_pem', 'Certificate of its authority', 'long', { ...OPTIONAL, note: 'As PEM. Empty where a public authority signed it.' }),
    ],
  },
  {
    title: 'Business measure',
    part: 'driver',
    fields: [
      account,
      field('region_id', 'Region'),
      field('name', 'Name'),
      field('unit', 'Unit'),
      field('namespace', 'CloudWatch namespace'),
      field('metric', 'Metric'),
      field('stat', 'Statistic', 'choice', { choices: ['Sum', 'Average', 'Maximum', 'SampleCount'] }),
      field('dimensions', 'Dimensions', 'pairs', OPTIONAL),
    ],
  },
  {
    title: 'Cost Explorer',
    part: 'cost_explorer',
    fields: [account, field('usd_per_day', 'Most US dollars a day', 'text', { note: 'A page costs 0.01 USD.' })],
  },
  { title: 'AWS Budgets', part: 'budgets', fields: [account] },
  { title: 'Resource tags', part: 'tags', fields: [account, field('regions', 'Regions', 'list')] },
  {
    title: 'Jira',
    part: 'tickets',
    fixed: { kind: 'jira' },
    fields: [
      field('url', 'Address'),
      field('email', 'E-mail of its account'),
      secret('Secret of its token'),
      field('project', 'Project key'),
      field('issue_type', 'Issue type'),
      field('done', 'Transition that settles an issue'),
    ],
  },
  {
    title: 'Linear',
    part: 'tickets',
    fixed: { kind: 'linear' },
    fields: [secret('Secret of its key'), field('team_id', 'Id of the team'), field('done_state_id', 'Id of the state that settles an issue')],
  },
  {
    title: 'Messages to owners',
    part: 'messages',
    is_list: true,
    fields: [
      field('kind', 'Service', 'choice', { choices: ['slack', 'webhook'] }),
      field('owner', 'Team that reads it', 'text', { ...OPTIONAL, note: 'Empty: everybody who has no channel of their own.' }),
      field('url', 'Secret that holds its address', 'text', { note: 'The name of a secret, such as env:COUNTERSIGN_<TENANT>_CHANNEL.' }),
      field('secret', 'Secret that signs its messages', 'text', { ...OPTIONAL, note: 'A webhook needs one; Slack takes none.' }),
    ],
  },
  {
    title: 'Deploy hooks',
    part: 'hooks',
    is_list: true,
    fields: [
      field('hook_id', 'Id'),
      field('kind', 'Service', 'choice', { choices: ['github', 'argocd', 'generic'] }),
      field('secret', 'Secret that signs its messages', 'text', { note: 'The name of a secret.' }),
      account,
      field('service_name', 'What is deployed'),
    ],
  },
]

const CONNECTOR = { is_plain: false, instead: null, can_be_empty: true, when_empty: 'Not connected' }

/** The forms of a setting, each with its part where the setting has several. */
export function settingsForms(name: string, settings: TenantSettings): SettingsForm[] {
  if (name === 'accounts')
    return [
      {
        ...CONNECTOR,
        title: 'Accounts',
        part: null,
        is_list: true,
        when_empty: 'No account is set up',
        row_name: 'an account',
        fields: ACCOUNT_FIELDS,
        fixed: {},
        rows: settings.accounts.map((a) => rowOf(ACCOUNT_FIELDS, a)),
      },
    ]
  if (name !== 'connectors') return tenantForms(settings)[name] ?? []
  return CONNECTOR_FORMS.map(({ title, part, is_list = false, fixed = {}, fields }) => {
    const value = settings.connectors[part]
    const present: readonly Record<string, unknown>[] = value === null ? [] : Array.isArray(value) ? value : [value as Record<string, unknown>] // safe: every part is a list or one object
    const mine = present.filter((v) => Object.entries(fixed).every(([key, wanted]) => v[key] === wanted))
    return { ...CONNECTOR, title, part, is_list, row_name: 'one', fields, fixed, rows: mine.map((v) => rowOf(fields, v)) }
  })
}
