import { startOfDay } from '@/lib/kernel/time'
import type { Month } from '@/schemas/time'
import { ACCOUNTS, PAYER, REGION_LOCATION } from './accounts'
import type { Charge, ChargeType } from './charge'
import { NEGOTIATED_DISCOUNTS } from './charges'
import { firstOf, monthAfter } from './delivery-times'
import { invoiceOf } from './format-cur'
import { SELLERS, SERVICES } from './services'
import { divide, fromMicro, fromUnits } from './units'

const EMPTY = {
  AvailabilityZone: '',
  BilledCost: '0',
  BillingAccountId: PAYER,
  BillingAccountName: 'northlight-root',
  BillingAccountType: 'Payer account',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '',
  BillingPeriodStart: '',
  ChargeCategory: '',
  ChargeClass: '',
  ChargeDescription: '',
  ChargeFrequency: '',
  ChargePeriodEnd: '',
  ChargePeriodStart: '',
  CommitmentDiscountCategory: '',
  CommitmentDiscountId: '',
  CommitmentDiscountName: '',
  CommitmentDiscountQuantity: '',
  CommitmentDiscountStatus: '',
  CommitmentDiscountType: '',
  CommitmentDiscountUnit: '',
  ConsumedQuantity: '',
  ConsumedUnit: '',
  ContractedCost: '0',
  ContractedUnitPrice: '',
  EffectiveCost: '0',
  InvoiceId: '',
  InvoiceIssuerName: '',
  ListCost: '0',
  ListUnitPrice: '',
  PricingCategory: '',
  PricingCurrency: 'USD',
  PricingQuantity: '',
  PricingUnit: '',
  ProviderName: 'AWS',
  PublisherName: '',
  RegionId: '',
  RegionName: '',
  ResourceId: '',
  ResourceName: '',
  ResourceType: '',
  ServiceName: '',
  SkuId: '',
  SkuMeter: '',
  SkuPriceId: '',
  SubAccountId: '',
  SubAccountName: '',
  SubAccountType: 'Member account',
  Tags: '{}',
  x_Operation: '',
  x_ServiceCode: '',
  x_UsageType: '',
}
export type FocusRow = typeof EMPTY
export const FOCUS_1_2_COLUMNS = Object.keys(EMPTY) as (keyof FocusRow)[]

type Meaning = Pick<FocusRow, 'ChargeCategory' | 'ChargeFrequency' | 'PricingCategory'> & { ChargeClass?: string }
const MEANINGS: Partial<Record<ChargeType, Meaning>> = {
  Usage: { ChargeCategory: 'Usage', ChargeFrequency: 'Usage-Based', PricingCategory: 'Standard' },
  SavingsPlanCoveredUsage: { ChargeCategory: 'Usage', ChargeFrequency: 'Usage-Based', PricingCategory: 'Committed' },
  DiscountedUsage: { ChargeCategory: 'Usage', ChargeFrequency: 'Usage-Based', PricingCategory: 'Committed' },
  SavingsPlanRecurringFee: { ChargeCategory: 'Purchase', ChargeFrequency: 'Recurring', PricingCategory: 'Standard' },
  RIFee: { ChargeCategory: 'Purchase', ChargeFrequency: 'Recurring', PricingCategory: 'Standard' },
  Fee: { ChargeCategory: 'Purchase', ChargeFrequency: 'One-Time', PricingCategory: 'Standard' },
  Credit: { ChargeCategory: 'Credit', ChargeFrequency: 'One-Time', PricingCategory: '' },
  Refund: { ChargeCategory: 'Usage', ChargeClass: 'Correction', ChargeFrequency: 'One-Time', PricingCategory: 'Standard' },
  Tax: { ChargeCategory: 'Tax', ChargeFrequency: 'One-Time', PricingCategory: '' },
}
// Negations do not exist in FOCUS, and discounts are inside the cost of the usage that they lower.
const COVERED: ReadonlySet<ChargeType> = new Set(['SavingsPlanCoveredUsage', 'DiscountedUsage'])

/** FOCUS 1.2 as the provider exports it. BilledCost sums to the same invoice as the Cost and Usage Report, EffectiveCost to the same amortised cost. */
export function* focusRows(charges: Iterable<Charge>, month: Month, is_final: boolean): Generator<FocusRow> {
  const period = {
    BillingPeriodStart: startOfDay(firstOf(month)),
    BillingPeriodEnd: startOfDay(firstOf(monthAfter(month))),
  }
  for (const charge of charges) {
    const meaning = MEANINGS[charge.type]
    if (meaning === undefined) continue
    const row = {
      ...EMPTY,
      ...period,
      InvoiceId: is_final ? invoiceOf(charge, month) : '',
      ...placeCells(charge),
      ...meaning,
      ...(charge.pricing_term === 'Spot' ? { PricingCategory: 'Dynamic' } : {}),
      ...commitmentCells(charge),
      ...costCells(charge),
    }
    yield row
    if ((charge.type === 'SavingsPlanRecurringFee' || charge.type === 'RIFee') && charge.effective > 0n) yield unusedRow(row, charge)
  }
}

function placeCells(charge: Charge): Partial<FocusRow> {
  const seller = SELLERS[charge.product]
  return {
    ...(charge.payer === undefined ? {} : { BillingAccountId: charge.payer.account_id, BillingAccountName: charge.payer.name }),
    ...(charge.zone === undefined ? {} : { AvailabilityZone: charge.zone }),
    ChargeDescription: charge.description,
    ChargePeriodStart: charge.start,
    ChargePeriodEnd: charge.end,
    InvoiceIssuerName: seller ?? 'Amazon Web Services EMEA SARL',
    PublisherName: seller ?? 'AWS',
    RegionId: charge.region_id,
    RegionName: REGION_LOCATION[charge.region_id],
    ResourceId: charge.resource_id,
    ResourceName: charge.tags['Name'] ?? '',
    ServiceName: SERVICES[charge.product],
    SkuMeter: charge.usage_type,
    SubAccountId: ACCOUNTS[charge.account].account_id,
    SubAccountName: charge.account,
    Tags: JSON.stringify(charge.tags),
    x_Operation: charge.operation,
    x_ServiceCode: charge.product,
    x_UsageType: charge.usage_type,
  }
}

function costCells(charge: Charge): Partial<FocusRow> {
  const is_usage = charge.type === 'Usage' || COVERED.has(charge.type)
  const discount = discountOf(charge)
  const is_purchase_of_commitment = charge.plan !== null || charge.reservation !== null
  const billed = COVERED.has(charge.type) ? 0n : charge.unblended - discount
  const effective = is_usage ? charge.effective - discount : is_purchase_of_commitment ? 0n : charge.effective
  const quantity = fromMicro(charge.quantity)
  return {
    BilledCost: fromUnits(billed),
    EffectiveCost: fromUnits(effective),
    ListCost: fromUnits(is_usage ? charge.list : charge.unblended),
    ContractedCost: fromUnits(is_usage ? charge.list - discount : charge.unblended),
    ListUnitPrice: is_usage ? fromUnits(charge.rate) : '',
    ConsumedQuantity: is_usage ? quantity : '',
    ConsumedUnit: is_usage ? charge.unit : '',
    PricingQuantity: quantity,
    PricingUnit: charge.unit,
  }
}

/** The negotiated discount on a usage charge: what the charge itself says, or the agreement that names its usage type. */
function discountOf(charge: Charge): bigint {
  if (charge.type === 'Usage' && charge.discount_pct !== null) return divide(charge.unblended * BigInt(charge.discount_pct), 100n)
  const found =
    charge.type === 'Usage'
      ? NEGOTIATED_DISCOUNTS.find((d) => d.account === charge.account && d.product === charge.product && d.usage_type === charge.usage_type)
      : undefined
  return found === undefined ? 0n : divide(charge.unblended * found.pct, 100n)
}

function commitmentCells({ type, plan, reservation, effective, quantity }: Charge): Partial<FocusRow> {
  const status = COVERED.has(type) ? 'Used' : ''
  if (plan !== null)
    return {
      CommitmentDiscountCategory: 'Spend',
      CommitmentDiscountId: plan.arn,
      CommitmentDiscountType: 'Savings Plan',
      CommitmentDiscountStatus: status,
      CommitmentDiscountQuantity: fromUnits(effective),
      CommitmentDiscountUnit: 'USD',
    }
  if (reservation === null) return {}
  return {
    CommitmentDiscountCategory: 'Usage',
    CommitmentDiscountId: reservation.arn,
    CommitmentDiscountType: 'Reserved',
    CommitmentDiscountStatus: status,
    CommitmentDiscountQuantity: fromMicro(quantity),
    CommitmentDiscountUnit: 'Hours',
  }
}

/** The part of a commitment that nothing used: a usage row without an invoice of its own. */
const unusedRow = (fee: FocusRow, charge: Charge): FocusRow => ({
  ...fee,
  ChargeCategory: 'Usage',
  ChargeFrequency: 'Usage-Based',
  PricingCategory: 'Committed',
  CommitmentDiscountStatus: 'Unused',
  BilledCost: '0',
  ListCost: '0',
  ContractedCost: '0',
  EffectiveCost: fromUnits(charge.effective),
  CommitmentDiscountQuantity: charge.unused === undefined ? fromUnits(charge.effective) : fromMicro(charge.unused.hours),
})
