import type { Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

/**
 * Something about the bill itself that would otherwise look like a change in cost. `first_day` and `last_day` are the days it touches; amounts are dollars
 * a day before it and on it.
 */
export type QualityIssue = {
  rule: 'service_renamed' | 'owner_moved' | 'account_moved' | 'days_missing' | 'day_repeated' | 'day_partial' | 'day_absent'
  scope: Scope
  first_day: Day
  last_day: Day
  before: number
  during: number
  /** The other name of a renamed service, or the account that a workload left; null for the other rules. */
  other_name: string | null
  /** Owners who gave up everything that they had in the account, each with the one who took it over. Absent where none did. */
  owners?: { from: string; to: string }[] | undefined
  /**
   * Lines of the account that one owner took over, or had a share of, from another who kept others, the dearest; of a workload that moved, its lines, from one account to
   * the other. Absent where there are none.
   */
  parts?: OwnerPart[] | undefined
}

/** Everything that is billed at one place of an account, and who gave it up to whom; with `share_ratio`, that share of it. `owner` is whose it is where it went from account to account, and `to_owner` whose it is there if that is another. */
export type OwnerPart = Record<'from' | 'to' | 'service_name' | 'region_id' | 'usage_type', string> & {
  share_ratio?: number | undefined
  owner?: string | undefined
  to_owner?: string | undefined
}
