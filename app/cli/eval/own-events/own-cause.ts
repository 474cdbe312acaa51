import type { InjectedCause } from '../real-bill/labelled-events'

/**
 * How an event of each cause changes a bill, by the protocol of the labelled set's description: `days` it lasts, drawn evenly; its size is drawn from
 * `sizes`, as a share of the usual day of the line it changes (the median of the fortnight before).
 */
export type OwnCause = { cause: InjectedCause; days: readonly [least: number, most: number]; sizes: readonly number[] }

const SIZES = [0.15, 0.3, 0.6, 1.5, 4] as const
// Spikes and storms are short: smaller ones are noise.
const LARGE = [0.6, 1.5, 4] as const

export const OWN_CAUSES: readonly OwnCause[] = [
  { cause: 'usage_spike', days: [1, 3], sizes: LARGE },
  { cause: 'usage_step', days: [10, 21], sizes: SIZES },
  { cause: 'usage_ramp', days: [8, 14], sizes: SIZES },
  { cause: 'data_transfer_surge', days: [3, 10], sizes: SIZES },
  { cause: 'commitment_expiry', days: [21, 21], sizes: [1] },
  { cause: 'marketplace_new', days: [14, 14], sizes: SIZES },
  { cause: 'credit_expiry', days: [14, 14], sizes: SIZES },
  // A price that rises to more than the double is none.
  { cause: 'price_change', days: [10, 21], sizes: [0.15, 0.3, 0.6] },
  { cause: 'env_left_running', days: [7, 21], sizes: SIZES },
  { cause: 'log_or_request_storm', days: [1, 4], sizes: LARGE },
]
