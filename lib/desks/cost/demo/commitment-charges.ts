import { addDays, isFirstOfMonth, monthOf, startOfDay, toMs } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { type Charge, NO_COMMITMENT } from './charge'
import { type DemoReservation, type DemoSavingsPlan, RESERVATIONS, SAVINGS_PLANS } from './commitments'
import { firstOf, monthAfter } from './delivery-times'
import { tagsOf } from './line'
import { costOf, divide, toUnits } from './units'

const MICRO = 1_000_000n
const HOUR_MS = 3_600_000

const isActive = (term: { start: string; end: string }, day: Day): boolean => term.start <= startOfDay(day) && startOfDay(day) < term.end

/**
 * The compute usage of one account with its savings plan spread over it, in the order given, until the day's commitment is used up. The
 * estate's demand is even over the day, so that covering by day gives what covering by hour would.
 */
export function withSavingsPlan(usage: readonly Charge[], account: Charge['account'], day: Day, share_pct: bigint): Charge[] {
  const plan = SAVINGS_PLANS.find((p) => p.account === account && isActive(p, day))
  return plan === undefined ? [...usage] : coveredUsage(plan, usage, day, share_pct)
}

/** The same for one plan that is in force. */
export function coveredUsage(plan: DemoSavingsPlan, usage: readonly Charge[], day: Day, share_pct: bigint): Charge[] {
  const total = divide(toUnits(plan.hourly_commitment) * 24n * share_pct, 100n)
  let left = total
  const covered: Charge[] = []
  const rest: Charge[] = []
  for (const charge of usage) {
    const rate = (charge.rate * plan.rate_pct) / 100n
    const whole = costOf(charge.quantity, rate)
    const quantity = charge.pricing_term === 'Spot' ? 0n : whole <= left ? charge.quantity : (left * MICRO) / rate
    if (quantity > 0n) {
      const cover = coveredBy(plan, charge, quantity, rate)
      covered.push(cover)
      left -= cover.effective
    }
    if (quantity < charge.quantity) rest.push(reduced(charge, charge.quantity - quantity))
  }
  return [...covered, ...rest, ...negations(plan, covered), recurringFee(plan, total, total - left, day)]
}

function reduced(charge: Charge, quantity: bigint): Charge {
  const cost = costOf(quantity, charge.rate)
  return { ...charge, quantity, unblended: cost, effective: cost, list: cost }
}

function coveredBy(plan: DemoSavingsPlan, charge: Charge, quantity: bigint, rate: bigint): Charge {
  return {
    ...reduced(charge, quantity),
    type: 'SavingsPlanCoveredUsage',
    effective: costOf(quantity, rate),
    plan,
    description: `${charge.description}, covered by a savings plan`,
  }
}

/** One per usage type: takes the on-demand price of covered usage off the invoice again. */
function negations(plan: DemoSavingsPlan, covered: readonly Charge[]): Charge[] {
  const groups = new Map<string, Charge[]>()
  for (const charge of covered) {
    const key = `${charge.region_id}|${charge.usage_type}`
    groups.set(key, [...(groups.get(key) ?? []), charge])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const quantity = group.reduce((sum, c) => sum + c.quantity, 0n)
    const unblended = -group.reduce((sum, c) => sum + c.unblended, 0n)
    return [
      {
        ...first,
        type: 'SavingsPlanNegation' as const,
        line_id: `${plan.arn}|${first.usage_type}`,
        resource_id: '',
        tags: {},
        quantity,
        unblended,
        effective: 0n,
        list: 0n,
        description: `SavingsPlanNegation of ${first.usage_type}`,
      },
    ]
  })
}

function recurringFee(plan: DemoSavingsPlan, total: bigint, used: bigint, day: Day): Charge {
  return {
    ...NO_COMMITMENT,
    type: 'SavingsPlanRecurringFee',
    line_id: plan.arn,
    account: plan.account,
    region_id: '',
    product: 'ComputeSavingsPlans',
    usage_type: `ComputeSP:${plan.term}NoUpfront`,
    operation: '',
    family: 'ComputeSavingsPlans',
    unit: 'Hrs',
    resource_id: plan.arn,
    tags: {},
    description: `${plan.term} No Upfront Compute Savings Plan`,
    start: startOfDay(day),
    end: startOfDay(addDays(day, 1)),
    quantity: divide(total * MICRO, toUnits(plan.hourly_commitment)),
    rate: toUnits(plan.hourly_commitment),
    unblended: total,
    effective: total - used,
    list: 0n,
    instance_type: '',
    pricing_term: '',
    plan,
    commitment: { total, used },
  }
}

/** Reserved usage of a day, the month's fee for it when it falls due, and the payment in advance when a term begins. */
export function reservationCharges(day: Day, share_pct: bigint): Charge[] {
  return RESERVATIONS.filter((r) => isActive(r, day)).flatMap((r) => {
    const usage = r.resource_ids.map((resource_id) => reservedUsage(r, resource_id, day, share_pct))
    const due = isFirstOfMonth(day) || r.start === startOfDay(day) ? [monthlyFee(r, day)] : []
    const upfront = r.start === startOfDay(day) && r.upfront_per_unit !== '0' ? [upfrontFee(r, day)] : []
    return [...usage, ...due, ...upfront]
  })
}

/** What the charges of a reservation share. */
export function reservationCharge(r: DemoReservation, day: Day): Charge {
  return {
    ...NO_COMMITMENT,
    type: 'RIFee',
    line_id: r.arn,
    account: r.account,
    region_id: r.region_id,
    product: r.product,
    usage_type: r.usage_type,
    operation: r.operation,
    family: r.family,
    unit: 'Hrs',
    resource_id: r.arn,
    tags: {},
    description: '',
    start: startOfDay(day),
    end: startOfDay(addDays(day, 1)),
    quantity: 0n,
    rate: 0n,
    unblended: 0n,
    effective: 0n,
    list: 0n,
    instance_type: '',
    pricing_term: 'Reserved',
    reservation: r,
  }
}

function reservedUsage(r: DemoReservation, resource_id: string, day: Day, share_pct: bigint): Charge {
  const quantity = (24n * MICRO * share_pct) / 100n
  const line_id = `${r.usage_type}|${resource_id}`
  const effective = costOf(quantity, toUnits(r.recurring_hourly) + toUnits(r.upfront_hourly))
  const list = costOf(quantity, toUnits(r.on_demand_hourly))
  return {
    ...reservationCharge(r, day),
    type: 'DiscountedUsage',
    line_id,
    resource_id,
    tags: tagsOf(line_id, r.account, r.team),
    description: `${r.usage_type}, reserved instance applied`,
    quantity,
    effective,
    list,
  }
}

function monthlyFee(r: DemoReservation, day: Day): Charge {
  const until = startOfDay(firstOf(monthAfter(monthOf(day))))
  const end = until < r.end ? until : r.end
  const hours = BigInt((toMs(end) - toMs(startOfDay(day))) / HOUR_MS)
  const quantity = hours * BigInt(r.resource_ids.length) * MICRO
  const rate = toUnits(r.recurring_hourly)
  return {
    ...reservationCharge(r, day),
    end,
    quantity,
    rate,
    unblended: costOf(quantity, rate),
    description: `$${r.recurring_hourly} hourly fee of ${r.resource_ids.length} reserved ${r.usage_type}`,
  }
}

/** What is paid in advance for so many reserved units. */
export function upfrontFee(r: DemoReservation, day: Day, units = BigInt(r.resource_ids.length)): Charge {
  const quantity = units * MICRO
  const rate = toUnits(r.upfront_per_unit)
  return {
    ...reservationCharge(r, day),
    type: 'Fee',
    line_id: `${r.arn}|upfront`,
    unit: 'Quantity',
    quantity,
    rate,
    unblended: costOf(quantity, rate),
    description: `Upfront fee of ${units} reserved ${r.usage_type}`,
  }
}
