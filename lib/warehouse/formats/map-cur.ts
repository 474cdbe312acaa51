import { ENVIRONMENT_SQL } from '@/lib/warehouse/formats/environment-sql'
import type { FactMapping } from '@/lib/warehouse/formats/fact-columns'
import { ENVIRONMENT, OWNER } from '@/lib/warehouse/formats/tag-fields'
import { isOneOf } from '@/lib/warehouse/sql-text'

/** What one line item type means. `cost` is what is invoiced; every cell is SQL over the fields of the row. */
type Meaning = { series: string; effective: string; category: string; frequency: string; pricing: string }

const COST = 'billed_cost'
const USAGE: Meaning = { series: `'run'`, effective: COST, category: `'Usage'`, frequency: `'Usage-Based'`, pricing: `'Standard'` }
const PURCHASE: Meaning = { series: `'fee'`, effective: COST, category: `'Purchase'`, frequency: `'One-Time'`, pricing: 'null' }
const UNUSED: Meaning = { ...PURCHASE, series: `'commitment_unused'`, frequency: `'Recurring'` }
const MARKETPLACE = `coalesce(billing_entity = 'AWS Marketplace', false)`
const is = (type: string): string => `line_item_type = '${type}'`

/** First match wins. Types that are not named here are kept as fees, and the report names them. */
const MEANINGS: readonly (readonly [string, Meaning])[] = [
  [
    is('Usage'),
    {
      ...USAGE,
      series: `case when ${MARKETPLACE} then 'marketplace' else 'run' end`,
      pricing: `case when pricing_term = 'Spot' then 'Dynamic' else 'Standard' end`,
    },
  ],
  [is('SavingsPlanCoveredUsage'), { ...USAGE, effective: 'coalesce(sp_net_effective_cost, sp_effective_cost, unblended_cost)', pricing: `'Committed'` }],
  [is('DiscountedUsage'), { ...USAGE, effective: 'coalesce(ri_net_effective_cost, ri_effective_cost, unblended_cost)', pricing: `'Committed'` }],
  // Takes covered usage out of the invoice; FOCUS has no such rows.
  [is('SavingsPlanNegation'), { ...USAGE, series: `'discount'`, effective: '0' }],
  [is('SavingsPlanRecurringFee'), { ...UNUSED, effective: 'coalesce(sp_total_commitment, 0) - coalesce(sp_used_commitment, 0)' }],
  [is('RIFee'), { ...UNUSED, effective: 'coalesce(ri_net_unused_upfront, ri_unused_upfront, 0) + coalesce(ri_net_unused_recurring, ri_unused_recurring, 0)' }],
  [is('SavingsPlanUpfrontFee'), { ...PURCHASE, effective: '0' }],
  [is('Credit'), { ...PURCHASE, series: `'credit'`, category: `'Credit'` }],
  [is('Refund'), { ...PURCHASE, series: `'refund'`, category: `'Adjustment'` }],
  [is('Tax'), { ...PURCHASE, series: `'tax'`, category: `'Tax'` }],
  // Negotiated discounts lower the run cost of the usage they name; without those keys they stay on their own.
  [`line_item_type like '%Discount'`, { ...USAGE, series: `case when product_code is not null and usage_type is not null then 'run' else 'discount' end` }],
  // Cash for a reservation is spread over the usage it covers: it is not spent twice.
  [`${is('Fee')} and ri_arn is not null`, { ...PURCHASE, effective: '0' }],
  ['true', { ...PURCHASE, series: `case when ${MARKETPLACE} then 'marketplace' else 'fee' end` }],
]
const meaning = (cell: keyof Meaning): string => `case ${MEANINGS.map(([when, row]) => `when ${when} then ${row[cell]}`).join(' ')} end`

const LINE_ITEM_TYPES: ReadonlySet<string> = new Set(
  'Usage SavingsPlanCoveredUsage DiscountedUsage SavingsPlanNegation SavingsPlanRecurringFee RIFee SavingsPlanUpfrontFee Credit Refund Tax Fee'.split(' '),
)

/** Whether a Cost and Usage Report has this line item type. AWS adds kinds of discounts now and then, and they all end alike. */
export const isLineItemType = (text: string): boolean => LINE_ITEM_TYPES.has(text) || text.endsWith('Discount')

const IS_USAGE = isOneOf('line_item_type', ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage'])
const LIST = `case when ${IS_USAGE} then coalesce(list_cost, unblended_cost) else 0 end`

/** Cost and Usage Report to facts: what each line item type costs amortised, and which series it feeds. */
export const MAP_CUR: FactMapping = {
  dropped: is('SavingsPlanNegation'),
  // Where a bill gives net costs, negotiated discounts are already in them: their own rows then count nothing unless they say so.
  before: `coalesce(net_unblended_cost, case when is_net_bill and line_item_type like '%Discount' then 0 else unblended_cost end) as billed_cost, ${OWNER} as owner, ${ENVIRONMENT} as environment`,
  columns: {
    BillingAccountId: `coalesce(payer_id, '')`,
    SubAccountId: `coalesce(account_id, '')`,
    SubAccountName: `coalesce(account_name, case when account_id = payer_id then payer_name end)`,
    BillingPeriodStart: 'period_start',
    ChargePeriodStart: 'usage_start',
    ChargeCategory: meaning('category'),
    ChargeClass: `case when ${is('Refund')} then 'Correction' end`,
    ChargeFrequency: meaning('frequency'),
    ChargeDescription: 'description',
    PricingCategory: meaning('pricing'),
    CommitmentDiscountId: 'coalesce(sp_arn, ri_arn)',
    CommitmentDiscountType: `case when sp_arn is not null then 'Savings Plan' when ri_arn is not null then 'Reserved' end`,
    CommitmentDiscountStatus: `case when ${isOneOf('line_item_type', ['DiscountedUsage', 'SavingsPlanCoveredUsage'])} then 'Used' when ${isOneOf('line_item_type', ['SavingsPlanRecurringFee', 'RIFee'])} then 'Unused' end`,
    ServiceName: `coalesce(product_name, product_map_name, product_service_name, product_code, '')`,
    RegionId: `coalesce(region, regexp_replace(zone, '[a-z]$', ''), '')`,
    ResourceId: `coalesce(resource_id, '')`,
    BilledCost: COST,
    EffectiveCost: meaning('effective'),
    ListCost: LIST,
    ContractedCost: `case when ${is('Usage')} then unblended_cost when ${IS_USAGE} then ${LIST} else ${COST} end`,
    BillingCurrency: 'currency',
    ConsumedQuantity: `case when ${IS_USAGE} then usage_amount end`,
    ConsumedUnit: `case when ${IS_USAGE} then pricing_unit end`,
    InvoiceId: `nullif(invoice_id, 'Estimated')`,
    InvoiceIssuerName: 'legal_entity',
    ProviderName: `'AWS'`,
    PublisherName: `case when ${MARKETPLACE} then coalesce(legal_entity, 'AWS Marketplace') else 'AWS' end`,
    Tags: 'tags',
    x_UsageType: `coalesce(usage_type, '')`,
    x_Operation: 'operation',
    x_LineItemType: 'line_item_type',
    x_Owner: 'owner',
    x_Environment: ENVIRONMENT_SQL,
    x_CommitmentEndsOn: 'coalesce(sp_end, ri_end)',
    x_Series: meaning('series'),
    x_Repair: 'null::varchar',
  },
}
