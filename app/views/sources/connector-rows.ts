import { keptTests } from '@/lib/desks/cost/connectors/check-store'
import { CONNECTOR_NAMES, type ConnectorName, type ConnectorRow } from '@/schemas/connectors'

const LABELS: Readonly<Record<ConnectorName, { label: string; does: string }>> = {
  cloud: {
    label: 'Cloud account',
    does: 'State, tags and use of resources, and the only place where anything is changed. Without a role, credentials are narrowed only where AWS allows it.',
  },
  waste: { label: 'aws-doctor', does: 'Unused resources, by account and region.' },
  allocation: { label: 'OpenCost or Kubecost', does: 'Cost of a cluster by namespace.' },
  driver: { label: 'Business measure', does: 'A metric that grows with the business, to tell growth from waste.' },
  cost_explorer: {
    label: 'Cost Explorer',
    does: 'Coverage, cost drivers and anomalies as AWS sees them, to compare with the bill. $0.01 a page, within a daily budget.',
  },
  tickets: { label: 'Jira or Linear', does: 'Takes the ticket of a case for which no action is safe.' },
  hooks: { label: 'Deploy hooks', does: 'Deploys and configuration changes, sent by whatever makes them.' },
  clusters: { label: 'Kubernetes', does: 'What containers reserve, and the place where that is changed.' },
  budgets: { label: 'AWS Budgets', does: 'Limits, spend and forecast of cost budgets.' },
  tags: { label: 'Resource tags', does: 'Tags of resources that no inventory covers, so that policy sees what protects them.' },
  messages: {
    label: 'Messages to owners',
    does: 'Tells the owner of a resource about its case, in their own channel. A test writes one line to each channel.',
  },
}
/** Every connector with what it said when it was last asked. */
export async function connectorRows(tenant_id: string): Promise<ConnectorRow[]> {
  const tests = await keptTests(tenant_id)
  return CONNECTOR_NAMES.map((name) => {
    const test = tests.find((t) => t.connector === name)
    const told = test ?? { state: 'not_asked' as const, detail: 'not known: nobody has asked yet', remedy: 'test it in Settings', checked_at: null }
    return { name, ...LABELS[name], state: told.state, detail: told.detail, remedy: told.remedy, checked_at: told.checked_at }
  })
}
