import type { Scope } from '@/schemas/evidence/cost'

/** Days for which a change is still news; later ones only belong to it. */
export const NEWS_DAYS = 7

export type Detector = 'level' | 'commitment' | 'charge' | 'price'

/** Why a change that was noticed is not told, so that silence can be checked. */
const SILENCE_RULES = ['known_level', 'monthly_fee', 'moved_within_service', 'doubtful_days', 'already_explained', 'alert_budget'] as const
export type SilenceRule = (typeof SILENCE_RULES)[number]

/** How far a change reaches: its whole days, what they would have cost and what they cost, in dollars, and the day from which on its level is the new normal. */
export type Reach = { days: number[]; expected: number[]; actual: number[]; accepted: number | null }

/**
 * By how much a price rose. `unit_price`: the bill's own quantities say so. `one_factor`: every line of a service in a region was multiplied by one factor,
 * which is the mark of a price where the bill has amounts alone. `usage_type` is null when the whole service moved, or units of several.
 */
export type PriceMove = { basis: 'unit_price' | 'one_factor'; ratio: number; members: number[]; usage_type: string | null }

/**
 * One detector's claim about one cell of the bill. Indices are days of the bill: on the days `flagged` it says something new, on the days `lasting` the
 * cost is above what was expected. `expected[i]` belongs to `lasting[i]`, dollars a day.
 */
export type Alarm = {
  detector: Detector
  scope: Scope
  members: number[]
  flagged: number[]
  lasting: number[]
  expected: number[]
  /** True when nothing to speak of was expected. */
  is_new: boolean
  /** What every day from the first of `lasting` on would have cost without the change. Absent where `lasting` already goes on until it is over. */
  usual?: readonly number[]
  reach?: Reach
  /** Set where the price of a unit says so itself. */
  price?: PriceMove
}

export type Silenced = { alarm: Alarm; rule: SilenceRule }
