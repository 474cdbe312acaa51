import type { Anomaly, CostCategory } from '@/schemas/cost'
import type { Severity } from '@/schemas/decision'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import type { SilenceRule } from './alarm'

/** What kind of change the money made, as far as the bill alone can tell. */
export type Mechanism = 'volume' | 'price' | 'commitment' | 'new' | 'event'

/** One line behind an incident: dollars a day above what was expected of it, and its share of the rises of all lines named. */
export type BillCause = { scope: Scope; operation: string; rise_per_day: Decimal; share: number; leaf: number }

/**
 * One cause in the bill's past or present. `cells` are the account and service pairs that it touches, the dearest first, each with the days on which something new
 * was said of it: indices into the days of the bill, for scoring.
 */
export type BillIncident = {
  incident_id: string
  scope: Scope
  cells: { scope: Scope; rise_per_day: Decimal; flagged: number[] }[]
  /** First day of the change, last day on which the cost was still up, and the day on which it could first be told. */
  start: Day
  end: Day
  told_on: Day
  is_ongoing: boolean
  /** The day from which on the level counts as the new normal, because it stood for so long; null while it is an incident or where the cost came back. */
  accepted_on: Day | null
  /** Means per day from start to end, and dollars above what was expected in all: the sum of its whole days. Expected is what it was before the change. */
  expected_daily_cost: Decimal
  actual_daily_cost: Decimal
  impact: Decimal
  shape: Anomaly['shape']
  category: CostCategory
  subcategory: string | null
  mechanism: Mechanism
  severity: Severity
  confidence: number
  /** Why this category, as codes with their figures, and what would have to be known to be surer. */
  because: { code: string; facts: Record<string, string | number> }[]
  missing_evidence: string[]
  causes: BillCause[]
}

/** A change that was noticed and is not told, with its dollars. */
export type HeldChange = { scope: Scope; start: Day; rise_per_day: Decimal; impact: Decimal; rule: SilenceRule }
