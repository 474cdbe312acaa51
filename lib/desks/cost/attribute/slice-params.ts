import type { MovePrior } from './slice-evidence'

/** What a search for slices goes by. Evidence and prices are in nats (natural logarithm of how many times likelier). */
export type SliceParams = {
  /** Most slices that are told, dearest first. */
  max_slices: number
  /** Smallest share of the unexplained amount that is worth telling. */
  min_share: number
  /** Smallest common move: a share of the larger of expected and actual. */
  min_move: number
  /** A leaf may be this many standard deviations off before the amount beyond counts as unexplained. */
  noise_multiple: number
  /** Price of naming a slice and of naming a single leaf, beyond the choice among all of its kind. */
  slice_price: number
  leaf_price: number
  /** How alike leaves move that share a cause, and how many leaves that knowledge weighs. */
  prior: MovePrior
  /** Step in which amounts are written. */
  resolution: number
}

// Prices, prior and smallest move: chosen on generated tables of both shapes (seeds below 5000) and on the tuning half of the labelled ones.
const COMMON = { noise_multiple: 2, slice_price: 3.4, leaf_price: 1.5, prior: { spread: 0.06, weight: 3 }, resolution: 0 } as const

/** `bill`: what to tell a person about money. `table`: everything in a table of numbers that is not noise, however small. */
export const SLICE_PARAMS = {
  bill: { ...COMMON, max_slices: 5, min_share: 0.05, min_move: 0.1 },
  table: { ...COMMON, max_slices: 50, min_share: 0, min_move: 0.15 },
} as const satisfies Record<string, SliceParams>
