import type { SystemState } from '@/agent/ask/port'
import { freshnessText } from '@/app/views/inbox/freshness'
import { connectorRows } from '@/app/views/sources/connector-rows'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { KINDS_DIGEST } from '@/lib/intents/negotiate'
import { waitingJobs } from '@/lib/jobs/store'
import { config } from '@/lib/kernel/config'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import { UI_SCHEMA_VERSION } from '@/schemas/activity'
import type { BillSource } from '@/schemas/bill'
import type { ConnectorRow } from '@/schemas/connectors'
import type { Instant } from '@/schemas/time'

const BILL: Record<BillSource['state'], SystemState['sources'][number]['state']> = { fresh: 'ok', stale: 'late', missing: 'unknown', importing: 'late' }
const CONNECTOR: Record<ConnectorRow['state'], SystemState['sources'][number]['state']> = {
  answers: 'ok',
  failed: 'failed',
  not_connected: 'unknown',
  not_asked: 'unknown',
}

/** The product's own sources, queue and model, for whoever asks whether everything is well. A source that nobody asked is not known. */
export async function systemState(tenant_id: string, now: Instant): Promise<SystemState> {
  const [bills, connectors, queue] = await Promise.all([listSources(tenant_id, now), connectorRows(tenant_id), waitingJobs()])
  const { model } = config()
  return {
    sources: [
      ...bills.map((s) => ({
        name: s.source,
        state: BILL[s.state],
        says: freshnessText(s, now),
        as_of: s.as_of,
        remedy: s.state === 'fresh' ? null : 'Import a newer export on Sources.',
      })),
      // What nobody connected is no source of this tenant.
      ...connectors
        .filter((c) => c.state !== 'not_connected')
        .map((c) => ({ name: c.label, state: CONNECTOR[c.state], says: c.detail, as_of: c.checked_at, remedy: c.remedy })),
    ],
    queue,
    versions: [
      { name: 'cards', version: `${UI_SCHEMA_VERSION} (${KINDS_DIGEST})` },
      { name: 'rules', version: RULESET_VERSION },
    ],
    model: model === null ? null : `${model.provider} ${model.model}`,
  }
}
