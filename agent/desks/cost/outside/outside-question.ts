import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Windows } from '@/schemas/cost'
import type { ResourceCosts, Scope } from '@/schemas/evidence/cost'
import type { EvidenceSource } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

/** What is asked about one anomaly beside the bill and the account. */
export type OutsideQuestion = {
  tenant_id: string
  scope: Scope
  windows: Windows
  costs: ResourceCosts
  /** Whether the bill shows commitments in the scope. */
  has_commitments: boolean
  warehouse: Warehouse
  cloud: CloudPort | null
  now: Instant
}

/** Where an answer came from. */
export const sourceOf = (connector: string, query: string, { now }: Pick<OutsideQuestion, 'now'>): EvidenceSource => ({
  connector,
  query,
  data_version: null,
  retrieved_at: now,
})
