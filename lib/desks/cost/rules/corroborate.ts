import type { CategoryVerdict, Corroboration } from '@/schemas/cost'
import type { TriageEvidence } from './category-rule'
import { providerAnomalies } from './provider-anomalies'
import { providerCommitments } from './provider-commitments'
import { providerDrivers } from './provider-drivers'

const ASKED = ['cost.provider_commitments', 'cost.provider_drivers', 'cost.provider_anomalies'] as const

/**
 * What the provider's own cost service says of the category that the bill's evidence named. Nothing here names a category; where the service was not asked
 * about this case at all there is nothing to say, and the decision stays as it is.
 */
export function corroborate(evidence: TriageEvidence, winner: CategoryVerdict | null): Corroboration[] {
  if (ASKED.every((kind) => evidence[kind] === null)) return []
  return [...providerCommitments(evidence, winner), ...providerDrivers(evidence, winner), ...providerAnomalies(evidence, winner)]
}
