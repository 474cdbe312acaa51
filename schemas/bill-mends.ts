import type { Day } from '@/schemas/time'

/** What is put right in a bill before it is asked: its files stay as they were delivered. */
export type BillMends = {
  /** Days that were delivered twice, of one account or (null) of the whole bill. */
  once: readonly { day: Day; sub_account_id: string | null }[]
  /** Services under two names; whatever is billed as `from` is read as `to`. */
  names: readonly { from: string; to: string }[]
  /** Days of which the bill lacks lines: they are not known, which is not zero. */
  missing: readonly Day[]
  /** Accounts whose lines went to other owners: their owners are read as one. */
  ownerless: readonly string[]
  /**
   * Owners that gave up what they had in an account, or only the named places of it: their lines of these days and before are read as those of the owner who
   * took it over. With `share_ratio` they are read as that share of theirs, and the rest stays whose it was.
   */
  owners: readonly { sub_account_id: string; from: string; to: string; until: Day; places?: readonly MendedPlace[]; share_ratio?: number }[]
  /** Workloads that went to another account: their lines of these days and before, at the named places, are read as those of the account they went to. */
  accounts?: readonly { from: string; to: string; until: Day; places: readonly (MendedPlace & { owner: string })[]; share_ratio?: number }[]
  /** Services that are not read at all, because they are missing on days that have to be compared. */
  without: readonly string[]
}

/** What is billed as one usage type of a service in a region. */
type MendedPlace = { service_name: string; region_id: string; usage_type: string }

export const NO_MENDS: BillMends = { once: [], names: [], missing: [], ownerless: [], owners: [], without: [] }

export const isMended = ({ once, names, missing, ownerless, owners, accounts = [], without }: BillMends): boolean =>
  [once, names, missing, ownerless, owners, accounts, without].some((list) => list.length > 0)
