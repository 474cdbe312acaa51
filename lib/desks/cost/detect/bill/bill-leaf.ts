import type { Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

/**
 * What a line of a bill is for. `committed` is usage that a reservation or savings plan pays for (amortised or hourly), `commitment_unused` the part of
 * one that nobody used; `spot` is usage at a market price, `standard` usage at the list price or a negotiated one.
 */
const CHARGE_KINDS = ['standard', 'spot', 'committed', 'commitment_unused', 'credit', 'refund', 'fee', 'marketplace', 'tax'] as const
export type ChargeKind = (typeof CHARGE_KINDS)[number]

/**
 * The finest line of a bill that is followed over time: dollars on every day of the calendar. `operation` may be empty. `quantities` are what was used on
 * each day, in one unit; absent where the bill does not say or mixes units.
 */
export type BillLeaf = { scope: Scope; operation: string; kind: ChargeKind; values: number[]; quantities?: number[] }

/** What one commitment, by its name on the bill, paid for on every day: `leaf` is the committed line that it is a part of. */
export type CommitmentLines = { id: string; lines: { leaf: number; values: number[] }[] }

/**
 * A whole bill by day. `is_whole[t]` is false where day `t` is known or suspected to be incomplete. `commitments` are absent where the bill does not name
 * them.
 */
export type DailyBill = { days: Day[]; is_whole: boolean[]; leaves: BillLeaf[]; commitments?: readonly CommitmentLines[] }

export const USAGE_KINDS: ReadonlySet<ChargeKind> = new Set(['standard', 'spot', 'committed'])
