import { ENVIRONMENT_SQL } from '@/lib/warehouse/formats/environment-sql'
import type { FactMapping } from '@/lib/warehouse/formats/fact-columns'
import { ENVIRONMENT, OWNER } from '@/lib/warehouse/formats/tag-fields'
import { isOneOf, literal } from '@/lib/warehouse/sql-text'

// A charge is from a marketplace when its publisher is neither the provider nor one of the known providers. FOCUS has no flag for it.
const PROVIDERS = `'^(amazon|aws|microsoft|azure|google|gcp|oracle|oci|alibaba|tencent|huawei|ibm)'`
const MARKETPLACE = `coalesce(not regexp_matches(lower(trim(publisher)), ${PROVIDERS}) and lower(trim(publisher)) <> lower(trim(coalesce(provider, ''))), false)`
// Usage, credits and taxes are amortised nowhere else, so a zero beside a billed amount is a defect of the export, not a fact.
const NEEDS_REPAIR = `(coalesce(effective_cost, 0) = 0 and billed_cost <> 0 and commitment_id is null and ${isOneOf('category', ['usage', 'credit', 'tax', 'adjustment'])})`
const EFFECTIVE = `case when ${NEEDS_REPAIR} then billed_cost else coalesce(effective_cost, 0) end`

/** The spelling of FOCUS for a word in any case (`Usage-based`); a word that FOCUS does not have stays as it is. */
const spell = (field: string, words: readonly string[], lower = `lower(${field})`): string =>
  `case ${lower} ${words.map((word) => `when ${literal(word.toLowerCase())} then ${literal(word)}`).join(' ')} else ${field} end`

const CHARGE_CATEGORIES = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] as const

/** Whether FOCUS has this charge category. Rows of any other are kept as fees, and the report names it. */
export const isChargeCategory = (text: string): boolean => CHARGE_CATEGORIES.some((word) => word.toLowerCase() === text.trim().toLowerCase())

/** FOCUS 1.0 to 1.4 to facts. */
export const MAP_FOCUS: FactMapping = {
  dropped: 'false',
  before: `lower(trim(charge_category)) as category, coalesce(lower(charge_class), '') as class, coalesce(lower(commitment_status), '') as status, ${OWNER} as owner, ${ENVIRONMENT} as environment`,
  columns: {
    BillingAccountId: `coalesce(billing_account_id, '')`,
    SubAccountId: `coalesce(sub_account_id, '')`,
    SubAccountName: 'sub_account_name',
    BillingPeriodStart: 'period_start',
    ChargePeriodStart: 'charge_start',
    ChargeCategory: spell('charge_category', CHARGE_CATEGORIES, 'category'),
    ChargeClass: spell('charge_class', ['Correction']),
    ChargeFrequency: spell('charge_frequency', ['One-Time', 'Recurring', 'Usage-Based']),
    ChargeDescription: 'charge_description',
    // Drafts of 1.0 said On-Demand.
    PricingCategory: `case when ${isOneOf('lower(pricing_category)', ['on-demand', 'on demand'])} then 'Standard' else ${spell('pricing_category', ['Standard', 'Dynamic', 'Committed', 'Other'])} end`,
    CommitmentDiscountId: 'commitment_id',
    CommitmentDiscountType: 'commitment_type',
    CommitmentDiscountStatus: spell('commitment_status', ['Used', 'Unused']),
    ServiceName: `coalesce(service_name, '')`,
    RegionId: `coalesce(region_id, '')`,
    ResourceId: `coalesce(resource_id, '')`,
    BilledCost: 'billed_cost',
    EffectiveCost: EFFECTIVE,
    ListCost: `coalesce(list_cost, contracted_cost, ${EFFECTIVE})`,
    ContractedCost: `coalesce(contracted_cost, list_cost, ${EFFECTIVE})`,
    BillingCurrency: 'currency',
    ConsumedQuantity: `case when category = 'usage' then coalesce(consumed_quantity, pricing_quantity) end`,
    ConsumedUnit: `case when category = 'usage' then case when consumed_quantity is null then pricing_unit else consumed_unit end end`,
    InvoiceId: 'invoice_id',
    InvoiceIssuerName: 'invoice_issuer',
    ProviderName: 'provider',
    PublisherName: 'publisher',
    Tags: 'tags',
    x_UsageType: `coalesce(usage_type, '')`,
    x_Operation: 'operation',
    x_LineItemType: 'charge_category',
    x_Owner: 'owner',
    x_Environment: ENVIRONMENT_SQL,
    x_CommitmentEndsOn: 'null::date',
    x_Series: `case
      when category = 'tax' then 'tax'
      when category = 'credit' then 'credit'
      when class = 'correction' then 'refund'
      when category = 'adjustment' then case when billed_cost < 0 then 'refund' else 'fee' end
      when status = 'unused' then 'commitment_unused'
      when ${MARKETPLACE} then 'marketplace'
      when category = 'usage' then 'run'
      when commitment_id is not null then 'commitment_unused'
      else 'fee' end`,
    x_Repair: `case when ${NEEDS_REPAIR} then 'effective_cost_from_billed_cost' end`,
  },
}
