/**
 * The columns of a stored charge, in order. FOCUS names where FOCUS has one; `x_` columns are ours. Days are UTC; a text that the bill
 * leaves empty is '' in a dimension that costs are grouped by, and null elsewhere.
 */
export const FACT_COLUMNS = [
  ['BillingAccountId', 'varchar'],
  ['SubAccountId', 'varchar'],
  ['SubAccountName', 'varchar'],
  ['BillingPeriodStart', 'date'],
  ['ChargePeriodStart', 'date'],
  ['ChargeCategory', 'varchar'],
  ['ChargeClass', 'varchar'],
  ['ChargeFrequency', 'varchar'],
  ['ChargeDescription', 'varchar'],
  ['PricingCategory', 'varchar'],
  ['CommitmentDiscountId', 'varchar'],
  ['CommitmentDiscountType', 'varchar'],
  ['CommitmentDiscountStatus', 'varchar'],
  ['ServiceName', 'varchar'],
  ['RegionId', 'varchar'],
  ['ResourceId', 'varchar'],
  ['BilledCost', 'decimal(38, 10)'],
  ['EffectiveCost', 'decimal(38, 10)'],
  ['ListCost', 'decimal(38, 10)'],
  ['ContractedCost', 'decimal(38, 10)'],
  ['BillingCurrency', 'varchar'],
  ['ConsumedQuantity', 'decimal(38, 10)'],
  ['ConsumedUnit', 'varchar'],
  ['InvoiceId', 'varchar'],
  ['InvoiceIssuerName', 'varchar'],
  ['ProviderName', 'varchar'],
  ['PublisherName', 'varchar'],
  /** JSON object as the bill has it; keys are cleaned when they are read (clean-tags). */
  ['Tags', 'varchar'],
  ['x_UsageType', 'varchar'],
  ['x_Operation', 'varchar'],
  ['x_LineItemType', 'varchar'],
  /** Value of the team or owner tag, lower case, '' when untagged. */
  ['x_Owner', 'varchar'],
  /** prod, stage, dev, test, or the tag's own word; '' when untagged. */
  ['x_Environment', 'varchar'],
  ['x_CommitmentEndsOn', 'date'],
  /** Which series the amount feeds (schemas/evidence/cost SERIES). */
  ['x_Series', 'varchar'],
  /** What was put right on the way in, or null. */
  ['x_Repair', 'varchar'],
] as const satisfies readonly (readonly [string, string])[]

export type FactColumn = (typeof FACT_COLUMNS)[number][0]

/**
 * SQL over the source fields of a family: every fact column, the condition under which a row is counted but not stored as a fact, and
 * (`before`) columns that several of the others use.
 */
export type FactMapping = { columns: Record<FactColumn, string>; dropped: string; before: string }
