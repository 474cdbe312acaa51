import type { Mechanism } from '@/lib/desks/cost/detect/scan/bill-incident'
import type { CostCategory } from '@/schemas/cost'
import type { InjectedCause } from './labelled-events'

/**
 * Which answers are right for each injected cause. The bill has no list prices, drivers or quantities, so where the evidence for a category is missing the
 * right mechanism counts; where the bill itself shows the category (transfer, marketplace, credits, commitments) only the category does.
 */
export const RIGHT_ANSWERS: Readonly<Record<InjectedCause, { categories: readonly CostCategory[]; mechanisms: readonly Mechanism[] }>> = {
  usage_spike: { categories: ['expected_growth'], mechanisms: ['volume'] },
  usage_step: { categories: ['expected_growth'], mechanisms: ['volume'] },
  usage_ramp: { categories: ['expected_growth'], mechanisms: ['volume'] },
  data_transfer_surge: { categories: ['data_transfer'], mechanisms: [] },
  commitment_expiry: { categories: ['commitment_coverage_drift'], mechanisms: ['commitment'] },
  marketplace_new: { categories: ['marketplace'], mechanisms: [] },
  credit_expiry: { categories: ['credits_refunds_fees'], mechanisms: [] },
  price_change: { categories: ['pricing_change'], mechanisms: ['price'] },
  env_left_running: { categories: ['resource_waste'], mechanisms: ['volume'] },
  log_or_request_storm: { categories: ['expected_growth'], mechanisms: ['volume'] },
}
