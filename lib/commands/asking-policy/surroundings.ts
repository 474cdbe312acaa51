import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'

/** What lies outside the case and its plan: the evidence of the plan, what else is going on, and what was done today. */
export type Surroundings = {
  evidence: readonly Evidence[]
  has_other_open_plan: boolean
  /** Resources changed so far this UTC day in the plan's environment. */
  mutations_today: number
  /** Resources changed so far this UTC day by account and template, in every environment. */
  changed_today: readonly { account_id: string; template: string; targets: number }[]
  /** Whether another case changed one of the plan's resources in the last 7 days. */
  is_cooling_down: boolean
  /** When each template was last rolled back here, in the last 14 days. */
  rolled_back: Readonly<Record<string, Instant>>
}
