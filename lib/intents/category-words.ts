import type { CostCategory } from '@/schemas/cost'

/** What people call a category. */
export const CATEGORY_LABELS: Record<CostCategory, string> = {
  commitment_coverage_drift: 'Commitment coverage',
  credits_refunds_fees: 'Credits, refunds and fees',
  pricing_change: 'Price change',
  marketplace: 'Marketplace',
  data_transfer: 'Data transfer',
  new_resource: 'New resources',
  k8s_cost_shift: 'Kubernetes cost shift',
  resource_waste: 'Waste',
  deploy_related: 'After a deploy',
  config_drift: 'After a configuration change',
  expected_growth: 'Expected growth',
  unknown: 'Not known',
}
