// The columns of a bill that are read, with every name they go by, as their format writes them. Headers and names are compared in a normal form
// (header-name.ts); the first name that a file has wins.

export const CUR_FIELDS = {
  payer_id: ['bill_payer_account_id'],
  payer_name: ['bill_payer_account_name'],
  period_start: ['bill_billing_period_start_date'],
  invoice_id: ['bill_invoice_id'],
  billing_entity: ['bill_billing_entity'],
  account_id: ['line_item_usage_account_id'],
  account_name: ['line_item_usage_account_name'],
  line_item_type: ['line_item_line_item_type'],
  usage_start: ['line_item_usage_start_date'],
  product_code: ['line_item_product_code'],
  usage_type: ['line_item_usage_type'],
  operation: ['line_item_operation'],
  zone: ['line_item_availability_zone'],
  resource_id: ['line_item_resource_id'],
  usage_amount: ['line_item_usage_amount'],
  currency: ['line_item_currency_code'],
  unblended_cost: ['line_item_unblended_cost'],
  net_unblended_cost: ['line_item_net_unblended_cost'],
  description: ['line_item_line_item_description'],
  legal_entity: ['line_item_legal_entity'],
  product: ['product'],
  product_name: ['product_product_name'],
  product_service_name: ['product_servicename'],
  region: ['product_region_code', 'product_region'],
  pricing_term: ['pricing_term'],
  pricing_unit: ['pricing_unit'],
  list_cost: ['pricing_public_on_demand_cost'],
  ri_arn: ['reservation_reservation_a_r_n', 'reservation_reservation_arn'],
  ri_effective_cost: ['reservation_effective_cost'],
  ri_net_effective_cost: ['reservation_net_effective_cost'],
  ri_unused_upfront: ['reservation_unused_amortized_upfront_fee_for_billing_period'],
  ri_net_unused_upfront: ['reservation_net_unused_amortized_upfront_fee_for_billing_period'],
  ri_unused_recurring: ['reservation_unused_recurring_fee'],
  ri_net_unused_recurring: ['reservation_net_unused_recurring_fee'],
  ri_end: ['reservation_end_time'],
  sp_arn: ['savings_plan_savings_plan_a_r_n', 'savings_plan_savings_plan_arn'],
  sp_effective_cost: ['savings_plan_savings_plan_effective_cost'],
  sp_net_effective_cost: ['savings_plan_net_savings_plan_effective_cost'],
  sp_total_commitment: ['savings_plan_total_commitment_to_date'],
  sp_used_commitment: ['savings_plan_used_commitment'],
  sp_end: ['savings_plan_end_time'],
  tags: ['resource_tags'],
  cost_categories: ['cost_category'],
} as const satisfies Record<string, readonly string[]>

// FOCUS 1.3 splits ProviderName into ServiceProviderName and HostProviderName; 1.4 drops ProviderName and PublisherName.
// Before 1.2 the usage type has no column of its own: AWS, Azure and the SKU each have a nearest thing.
export const FOCUS_FIELDS = {
  billing_account_id: ['BillingAccountId'],
  period_start: ['BillingPeriodStart'],
  charge_start: ['ChargePeriodStart'],
  billed_cost: ['BilledCost'],
  effective_cost: ['EffectiveCost'],
  list_cost: ['ListCost'],
  contracted_cost: ['ContractedCost'],
  currency: ['BillingCurrency'],
  charge_category: ['ChargeCategory'],
  charge_class: ['ChargeClass'],
  charge_description: ['ChargeDescription'],
  charge_frequency: ['ChargeFrequency'],
  pricing_category: ['PricingCategory'],
  commitment_id: ['CommitmentDiscountId'],
  commitment_type: ['CommitmentDiscountType'],
  commitment_status: ['CommitmentDiscountStatus'],
  consumed_quantity: ['ConsumedQuantity'],
  consumed_unit: ['ConsumedUnit'],
  pricing_quantity: ['PricingQuantity'],
  pricing_unit: ['PricingUnit'],
  invoice_id: ['InvoiceId'],
  invoice_issuer: ['InvoiceIssuerName', 'InvoiceIssuer'],
  provider: ['ProviderName', 'HostProviderName', 'ServiceProviderName'],
  publisher: ['PublisherName', 'ServiceProviderName'],
  region_id: ['RegionId'],
  resource_id: ['ResourceId'],
  service_name: ['ServiceName'],
  sub_account_id: ['SubAccountId'],
  sub_account_name: ['SubAccountName'],
  tags: ['Tags'],
  cost_categories: ['x_CostCategories'],
  usage_type: ['x_UsageType', 'SkuMeter', 'x_SkuMeterName', 'SkuId'],
  operation: ['x_Operation', 'x_SkuOperation'],
} as const satisfies Record<string, readonly string[]>

/** Without these a bill cannot be read at all: the file is refused before anything is stored. */
export const REQUIRED = {
  cur: ['period_start', 'account_id', 'line_item_type', 'usage_start', 'product_code', 'currency', 'unblended_cost'],
  focus: ['billing_account_id', 'period_start', 'charge_start', 'billed_cost', 'effective_cost', 'currency', 'charge_category', 'service_name'],
} as const satisfies { cur: readonly (keyof typeof CUR_FIELDS)[]; focus: readonly (keyof typeof FOCUS_FIELDS)[] }

type CurField = keyof typeof CUR_FIELDS
type FocusField = keyof typeof FOCUS_FIELDS

/** Cells that no row may leave empty. */
export const MANDATORY = {
  cur: ['period_start', 'usage_start', 'line_item_type', 'currency', 'unblended_cost'],
  focus: ['period_start', 'charge_start', 'charge_category', 'currency', 'billed_cost'],
} as const satisfies { cur: readonly CurField[]; focus: readonly FocusField[] }

const amounts = (...names: (CurField | FocusField)[]) => new Set<string>(names)

/** Fields that must be numbers, and fields that must be dates, for naming the first row that is not. */
export const AMOUNT_FIELDS = amounts(
  'unblended_cost',
  'net_unblended_cost',
  'usage_amount',
  'list_cost',
  'ri_effective_cost',
  'ri_net_effective_cost',
  'ri_unused_upfront',
  'ri_net_unused_upfront',
  'ri_unused_recurring',
  'ri_net_unused_recurring',
  'sp_effective_cost',
  'sp_net_effective_cost',
  'sp_total_commitment',
  'sp_used_commitment',
  'billed_cost',
  'effective_cost',
  'contracted_cost',
  'consumed_quantity',
  'pricing_quantity',
)
const QUANTITY_FIELDS = amounts('usage_amount', 'consumed_quantity', 'pricing_quantity')
export const DATE_FIELDS = amounts('period_start', 'usage_start', 'charge_start', 'ri_end', 'sp_end')

/**
 * Digits that an amount may have before its point. A bill's costs are added up exactly to 15 digits, and a month of one tenant has some thousand lines of the
 * largest at most; bytes and requests have more digits than money.
 */
export const mostDigits = (field: string): number => (QUANTITY_FIELDS.has(field) ? 18 : 12)
