import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { usualBefore } from './service-days'

export const BEFORE_DAYS = 7
// Lines that change hands keep their cost; a line that ends where a stranger begins rarely does. A share of what was given.
const SAME_SIZE_RATIO = 0.35

/** A line of a place that changed hands: what it keeps of its own days, what it gets of those that others gave away, and its part of the day itself. All ratios. */
export type HandedLine = { line: number; keeps: number; gets: number; of_day: number }
/** Lines of one place under the owners who gave it up, or a part of it, and under those who took that over. `cost` is what was given, dollars a day. */
export type Handover = { from: number[]; to: number[]; cost: number; lines: HandedLine[] }
/** An account whose lines went to other owners on one day at the same cost: its tags were changed, lost or found again. */
export type OwnerMove = { account: string; at: number; handovers: Handover[] }

export const costOf = (handovers: readonly Handover[]): number => handovers.reduce((sum, { cost }) => sum + cost, 0)

/** What a line costs on a usual day before `at`; one that is younger than that, what it cost the day before. */
export const usualCost = (leaf: BillLeaf | undefined, at: number): number => usualBefore(leaf?.values ?? [], at, BEFORE_DAYS) || (leaf?.values[at - 1] ?? 0)

export const isSameSize = (taken: number, given: number): boolean => Math.abs(taken - given) <= SAME_SIZE_RATIO * given
