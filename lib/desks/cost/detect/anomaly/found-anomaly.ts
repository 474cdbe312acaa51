import type { Anomaly } from '@/schemas/cost'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Family } from './to-anomaly'

/** An anomaly that opens a case, or that a case with the same key already follows. `series` is its evidence. */
export type FoundAnomaly = { incident_key: string; family: Family; anomaly: Anomaly; series: DailySeries; corroborated_by: Scope[] }
