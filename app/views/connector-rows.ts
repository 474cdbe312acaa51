import { keptTests } from '@/lib/desks/cost/connectors/check-store'
import { CONNECTOR_NAMES, type ConnectorName, type ConnectorRow } from '@/schemas/connectors'

const LABELS: Readonly<Record<ConnectorName, { label: string; does: string }>> = {
  cloud: {
    label: 'Cloud account',
    does: 'State, tags and use of resources; the only place where anything is changed. Without a role, our own credentials are narrowed only where AWS lets us.',
  },
  waste: { label: 'aws-doctor', does: 'Unused resources, by account and region.' },
  allocation: { label: 'OpenCost or Kubecost', does: 'Cost of a cluster by namespace.' },
  driver: { label: 'Business measure', does: 'A metric that grows with the business, to tell growth from waste.' },
  cost_explorer: {
    label: 'Cost Explorer',
    does: "The provider's own coverage, drivers and anomalies, which agree with or contradict the bill. 0.01 USD a page, from a budget a day.",
  },
  tickets: { label: 'Jira or Linear', does: 'The ticket of a case for which no action is safe.' },
  hooks: { label: 'Deploy hooks', does: 'Deploys and configuration changes, told by the service that makes them.' },
  clusters: { label: 'Kubernetes', does: 'What containers reserve, and where it is changed.' },
  budgets: { label: 'AWS Budgets', does: 'Limits, spend and forecast of cost budgets.' },
  tags: { label: 'Resource tags', does: 'Tags of what no inventory reads, so that policy knows what protects it.' },
  messages: {
    label: 'Messages to owners',
    does: 'Tells whoever answers for something about its case, in their own channel. A test writes one line to each channel.',
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
