import type { Values } from '@/lib/warehouse/duck'
import type { BillMends } from '@/schemas/bill-mends'

/**
 * Lines that are read as somebody else's, in SQL: `column` says whose a line is, `was` is the condition of the lines that moved, `to` is whose they are now.
 * `share_ratio` is the share of them that moved, null where they did as a whole. `values` are the parameters of both.
 */
export type MovedLines = { column: 'x_Owner' | 'SubAccountId'; was: string; to: string; share_ratio: string | null; values: Values }

// Between the parts of a place: no provider writes it into a name.
const BETWEEN = ' | '
const PLACE = ['ServiceName', 'RegionId', 'x_UsageType']

/** Everything that owners or accounts gave up. */
export const movedLines = ({ owners, accounts = [] }: BillMends): MovedLines[] => [...owners.map(betweenOwners), ...accounts.map(betweenAccounts)]

/** What one owner of an account gave to another: everything, or what is billed at some places. */
const betweenOwners = ({ sub_account_id, from, to, until, places, share_ratio }: BillMends['owners'][number], i: number): MovedLines => ({
  column: 'x_Owner',
  was: [
    `SubAccountId = $moved_in_${i} and x_Owner = $moved_from_${i} and ChargePeriodStart <= $moved_until_${i}::date`,
    ...(places === undefined ? [] : [isAmong(`$moved_places_${i}`, PLACE)]),
  ].join(' and '),
  to: `$moved_to_${i}`,
  share_ratio: ratioOf(share_ratio),
  values: {
    [`moved_in_${i}`]: sub_account_id,
    [`moved_from_${i}`]: from,
    [`moved_to_${i}`]: to,
    [`moved_until_${i}`]: until,
    ...(places === undefined ? {} : { [`moved_places_${i}`]: places.map((p) => placeOf(p.service_name, p.region_id, p.usage_type)) }),
  },
})

/** What went from one account to another: what is billed at some places for some owners. */
const betweenAccounts = ({ from, to, until, places, share_ratio }: NonNullable<BillMends['accounts']>[number], i: number): MovedLines => ({
  column: 'SubAccountId',
  was: `SubAccountId = $left_${i} and ChargePeriodStart <= $left_until_${i}::date and ${isAmong(`$left_places_${i}`, [...PLACE, 'x_Owner'])}`,
  to: `$went_to_${i}`,
  share_ratio: ratioOf(share_ratio),
  values: {
    [`left_${i}`]: from,
    [`went_to_${i}`]: to,
    [`left_until_${i}`]: until,
    [`left_places_${i}`]: places.map((p) => placeOf(p.service_name, p.region_id, p.usage_type, p.owner)),
  },
})

const ratioOf = (share_ratio: number | undefined): string | null => share_ratio?.toFixed(4) ?? null
const placeOf = (...parts: string[]): string => parts.join(BETWEEN)

/** Whether a row lies at one of the places of a list that is bound as a parameter. */
const isAmong = (list: string, columns: readonly string[]): string => `list_contains(${list}, ${columns.join(` || '${BETWEEN}' || `)})`
