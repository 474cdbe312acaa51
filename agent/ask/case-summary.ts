import { isClosed } from '@/lib/cases/move'
import type { Case } from '@/schemas/case'
import type { CaseSummary } from './port'

/** A whole case in short. */
export const caseSummary = (c: Case): CaseSummary => ({
  case_id: c.case_id,
  incident_key: c.incident_key,
  headline: c.headline,
  status: c.status,
  severity: c.severity,
  at_stake_per_day: c.at_stake_per_day,
  currency: c.currency,
  assigned_to: c.owner,
  opened_at: c.opened_at,
  scope: c.cost?.anomaly.scope ?? {},
  category: c.cost?.triage?.category ?? null,
  onset: c.cost?.anomaly.first_day ?? null,
  is_closed: isClosed(c),
})
