import { sha256 } from '@/lib/kernel/canonical'
import { startOfDay } from '@/lib/kernel/time'
import type { Month } from '@/schemas/time'
import { ACCOUNTS, REGION_LOCATION } from './accounts'
import type { Charge, ChargeType } from './charge'
import { firstOf, monthAfter } from './delivery-times'
import { EMPTY_CUR_ROW } from './empty-cur-row'
import { SELLERS, SERVICES } from './services'
import { fromMicro, fromUnits } from './units'

export type CurRow = typeof EMPTY_CUR_ROW
export const CUR_2_COLUMNS = Object.keys(EMPTY_CUR_ROW) as (keyof CurRow)[]

const LAST_HOUR = '23'
const IS_TRANSFER = /DataTransfer|Bytes/
const BILL_TYPE: Partial<Record<ChargeType, string>> = { Refund: 'Refund', Fee: 'Purchase' }
const PROVIDER_ENTITY = 'Amazon Web Services EMEA SARL'

/** Cost and Usage Report 2.0, one row per charge. */
export function* curRows(charges: Iterable<Charge>, month: Month, is_final: boolean): Generator<CurRow> {
  const period = { bill_billing_period_start_date: startOfDay(firstOf(month)), bill_billing_period_end_date: startOfDay(firstOf(monthAfter(month))) }
  const fixed = new Map<string, Partial<CurRow>>()
  for (const charge of charges) {
    const key = `${charge.type}|${charge.line_id}|${charge.tags['team'] ?? ''}|${charge.payer?.account_id ?? ''}`
    const known = fixed.get(key) ?? fixedCells(charge)
    fixed.set(key, known)
    yield {
      ...EMPTY_CUR_ROW,
      ...known,
      ...period,
      bill_invoice_id: is_final ? invoiceOf(charge, month) : '',
      ...dailyCells(charge),
      ...commitmentCells(charge),
      identity_line_item_id: `${known.identity_line_item_id}${timeOf(charge)}`,
    }
  }
}

/** The number of the invoice of a month; every payer has its own. */
export const invoiceOf = ({ payer }: Charge, month: Month): string =>
  `EUINIE26-${Number.parseInt(sha256(`invoice:${payer === undefined ? '' : `${payer.account_id}:`}${month}`).slice(0, 8), 16)}`

/** What tells the charges of one line apart: the day, and the hour where a line is billed by the hour. */
function timeOf({ start, end }: Charge): string {
  const is_hour = start.slice(0, 10) === end.slice(0, 10) || start.slice(11, 13) === LAST_HOUR
  return `${start.slice(0, 10).replaceAll('-', '')}${is_hour ? start.slice(11, 13) : ''}`
}

/** What is the same on every day of a line. */
function fixedCells(charge: Charge): Partial<CurRow> {
  const seller = SELLERS[charge.product]
  const location = REGION_LOCATION[charge.region_id]
  const is_usage = charge.type === 'Usage' || charge.type === 'SavingsPlanCoveredUsage' || charge.type === 'DiscountedUsage'
  return {
    identity_line_item_id: sha256(`${charge.type}|${charge.line_id}`).slice(0, 24),
    bill_bill_type: charge.type === 'Fee' && charge.product !== 'AWSSupportBusiness' ? 'Purchase' : (BILL_TYPE[charge.type] ?? 'Anniversary'),
    bill_billing_entity: seller === undefined ? 'AWS' : 'AWS Marketplace',
    bill_invoicing_entity: seller ?? PROVIDER_ENTITY,
    line_item_usage_account_id: ACCOUNTS[charge.account].account_id,
    line_item_usage_account_name: charge.account,
    line_item_line_item_type: charge.type,
    line_item_product_code: charge.product,
    line_item_usage_type: charge.usage_type,
    line_item_operation: charge.operation,
    ...(charge.payer === undefined ? {} : { bill_payer_account_id: charge.payer.account_id, bill_payer_account_name: charge.payer.name }),
    line_item_availability_zone: charge.zone ?? (charge.instance_type !== '' && charge.resource_id !== '' ? `${charge.region_id}a` : ''),
    line_item_resource_id: charge.resource_id,
    line_item_tax_type: charge.type === 'Tax' ? 'VAT' : '',
    line_item_legal_entity: seller ?? PROVIDER_ENTITY,
    product: JSON.stringify({ product_name: SERVICES[charge.product], ...(location === '' ? {} : { location }) }),
    product_product_family: charge.family,
    product_servicecode: charge.product,
    product_region_code: charge.region_id,
    product_instance_type: charge.instance_type,
    product_from_location: IS_TRANSFER.test(charge.usage_type) ? location : '',
    product_to_location: charge.usage_type.includes('Out-Bytes') ? 'External' : '',
    product_sku: charge.usage_type === '' ? '' : sha256(`sku:${charge.product}:${charge.usage_type}`).slice(0, 16).toUpperCase(),
    pricing_term: charge.pricing_term === 'Spot' ? 'Spot' : charge.pricing_term,
    pricing_unit: charge.unit,
    pricing_currency: is_usage ? 'USD' : '',
    resource_tags: JSON.stringify(Object.fromEntries(Object.entries(charge.tags).map(([key, value]) => [`user_${key}`, value]))),
    discount: charge.discount_pct === null || charge.discount_pct === '0' ? '{}' : JSON.stringify({ edp_discount: `${charge.discount_pct}%` }),
  }
}

function dailyCells(charge: Charge): Partial<CurRow> {
  const is_usage = charge.type === 'Usage' || charge.type === 'SavingsPlanCoveredUsage' || charge.type === 'DiscountedUsage'
  return {
    identity_time_interval: `${charge.start.slice(0, 19)}Z/${charge.end.slice(0, 19)}Z`,
    line_item_usage_start_date: charge.start,
    line_item_usage_end_date: charge.end,
    line_item_usage_amount: fromMicro(charge.quantity),
    ...(charge.size_units === undefined || !is_usage
      ? {}
      : { line_item_normalization_factor: String(charge.size_units), line_item_normalized_usage_amount: fromMicro(charge.quantity * charge.size_units) }),
    line_item_unblended_rate: charge.type === 'DiscountedUsage' ? '0' : fromUnits(charge.rate),
    line_item_unblended_cost: fromUnits(charge.unblended),
    line_item_line_item_description: charge.description,
    pricing_public_on_demand_cost: is_usage ? fromUnits(charge.list) : '0',
    pricing_public_on_demand_rate: is_usage
      ? fromUnits(charge.type === 'DiscountedUsage' && charge.quantity > 0n ? (charge.list * 1_000_000n) / charge.quantity : charge.rate)
      : '',
  }
}

function commitmentCells(charge: Charge): Partial<CurRow> {
  const { plan, reservation, commitment } = charge
  if (plan !== null)
    return {
      savings_plan_savings_plan_a_r_n: plan.arn,
      savings_plan_savings_plan_rate: charge.type === 'SavingsPlanCoveredUsage' ? fromUnits((charge.rate * plan.rate_pct) / 100n) : '',
      savings_plan_savings_plan_effective_cost: charge.type === 'SavingsPlanCoveredUsage' ? fromUnits(charge.effective) : '0',
      savings_plan_total_commitment_to_date: commitment === null ? '0' : fromUnits(commitment.total),
      savings_plan_used_commitment: commitment === null ? '0' : fromUnits(commitment.used),
      savings_plan_offering_type: plan.offering,
      savings_plan_payment_option: 'No Upfront',
      savings_plan_purchase_term: plan.term,
      savings_plan_start_time: plan.start,
      savings_plan_end_time: plan.end,
    }
  if (reservation === null) return {}
  const is_used = charge.type === 'DiscountedUsage'
  const upfront = is_used && charge.effective > 0n ? upfrontShare(charge) : 0n
  return {
    pricing_lease_contract_length: reservation.lease,
    pricing_purchase_option: reservation.offering,
    reservation_reservation_a_r_n: reservation.arn,
    reservation_effective_cost: is_used ? fromUnits(charge.effective) : '0',
    reservation_amortized_upfront_cost_for_usage: fromUnits(upfront),
    reservation_recurring_fee_for_usage: is_used ? fromUnits(charge.effective - upfront) : '0',
    reservation_unused_amortized_upfront_fee_for_billing_period: fromUnits(charge.unused?.upfront ?? 0n),
    reservation_unused_recurring_fee: fromUnits(charge.unused?.recurring ?? 0n),
    reservation_upfront_value: charge.type === 'Fee' ? fromUnits(charge.unblended) : '0',
    reservation_start_time: reservation.start,
    reservation_end_time: reservation.end,
  }
}

/** The part of a reserved day's cost that was paid in advance. */
function upfrontShare(charge: Charge): bigint {
  const hourly = charge.reservation?.upfront_hourly ?? '0'
  return hourly === '0' ? 0n : (charge.quantity * (charge.size_units ?? 1n) * BigInt(Math.round(Number(hourly) * 1e10))) / 1_000_000n
}
