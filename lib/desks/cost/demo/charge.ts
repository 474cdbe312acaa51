import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'
import type { AccountName, RegionId } from './accounts'
import type { DemoReservation, DemoSavingsPlan } from './commitments'
import type { ProductCode } from './services'

export type ChargeType =
  | 'Usage'
  | 'SavingsPlanCoveredUsage'
  | 'SavingsPlanNegation'
  | 'SavingsPlanRecurringFee'
  | 'DiscountedUsage'
  | 'RIFee'
  | 'Fee'
  | 'Credit'
  | 'Refund'
  | 'Tax'
  | 'EdpDiscount'

/** Where something is billed, as what, and in which unit. */
export type Metered = {
  account: AccountName
  region_id: RegionId
  product: ProductCode
  usage_type: string
  operation: string
  family: string
  unit: string
}

/** One line of the bill before it is written in a format. Amounts are in units of 1e-10 USD, quantities in millionths. */
export type Charge = Metered & {
  type: ChargeType
  /** Stable name; with type and start it identifies the line. */
  line_id: string
  resource_id: string
  tags: Readonly<Record<string, string>>
  description: string
  start: Instant
  end: Instant
  quantity: bigint
  rate: bigint
  /** What is invoiced. */
  unblended: bigint
  /** What it costs after commitments are spread over the usage they pay for. */
  effective: bigint
  /** On-demand price of the usage; 0 for charges that are not usage. */
  list: bigint
  instance_type: string
  pricing_term: '' | 'OnDemand' | 'Spot' | 'Reserved'
  plan: DemoSavingsPlan | null
  /** Only on the recurring fee of a plan: what was promised and what of it was used. */
  commitment: { total: bigint; used: bigint } | null
  reservation: DemoReservation | null
  /** Null where the agreements of the demonstration say. */
  discount_pct: Decimal | null
  /** Availability zone, where a charge is told apart by it. */
  zone?: string
  /** Units of size that one hour of this machine counts for a reservation of any size. */
  size_units?: bigint
  /** Only on the fee of a reservation: what of it nobody used in its month. Hours are those of one reserved unit, in millionths. */
  unused?: { upfront: bigint; recurring: bigint; hours: bigint }
  /** Who pays, where it is not the organisation's own payer. */
  payer?: Payer
}
export type Payer = { account_id: string; name: string }

/** The parts that most charges share. */
export const NO_COMMITMENT = { plan: null, commitment: null, reservation: null, discount_pct: null } as const
