import { type DetectParams, detectParams } from '@/lib/desks/cost/detect/params'

/**
 * Knobs of the scan of a whole bill. Chosen on the labelled events of the tuning split and on events of our own (`countersign eval --only own_events --split
 * tune`), never on a reporting split.
 */
export type ScanParams = DetectParams & {
  /** Cost within this share of today's counts as the same height. */
  same_height_ratio: number
  /** So many earlier days at today's height, or so many times apart, outside the last few days, mean that it was seen before. */
  seen_days: number
  seen_gap_days: number
  seen_hits: number
  seen_episodes: number
  /** A cell that held within this share of its level on so many of the last days is still: there a change of `still_impact` dollars a day and this share is news. */
  still_days: number
  still_hits: number
  still_ratio: number
  still_impact: number
  still_impact_ratio: number
  /** A day so many scales above what was expected is none of its line's own, so that this many dollars a day are news. */
  clear_z: number
  clear_impact: number
  /** Days without news after which the next news is another alarm. */
  gap_days: number
  /** A jump above the last days of the same incident by this share of them is told again. */
  escalation_ratio: number
}

// Leaves of a bill hold stiller than totals: half of those that are always on never move, so the smallest scale is lower than for a total.
const SCAN = {
  min_impact: 5,
  new_spend_cost: 50,
  scale_floor: 0.03,
  spike_z: 4.5,
  cusum_limit: 7,
  unheard_of_ratio: 2,
  same_height_ratio: 0.95,
  seen_days: 42,
  seen_gap_days: 4,
  seen_hits: 5,
  seen_episodes: 2,
  still_days: 14,
  still_hits: 12,
  still_ratio: 0.015,
  still_impact: 1,
  still_impact_ratio: 0.1,
  clear_z: 8,
  clear_impact: 2,
  gap_days: 3,
  escalation_ratio: 0.3,
}

export const scanParams = (): ScanParams => ({ ...detectParams('0'), ...SCAN })
