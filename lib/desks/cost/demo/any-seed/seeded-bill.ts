import { sha256 } from '@/lib/kernel/canonical'
import { addDays, isFirstOfMonth, monthOf, startOfDay } from '@/lib/kernel/time'
import type { Day, Instant, Month } from '@/schemas/time'
import { ACCOUNTS } from '../accounts'
import { factorsOf } from '../behaviour'
import type { Charge } from '../charge'
import { coveredUsage } from '../commitment-charges'
import type { DemoSavingsPlan } from '../commitments'
import { completenessPct, isFinal, monthAfter } from '../delivery-times'
import { flat, isMarketplace, taxCharges } from '../other-charges'
import { BILL_START } from '../people'
import { divide, toUnits } from '../units'
import { billDay, type Meter, meterOf, usageCharge } from '../usage'
import { CREDIT_PER_DAY, drawPlot, noPlot, type Plot } from './draw-labels'
import { drawLeaves, type SeededLeaf } from './draw-leaves'
import { drawMoves, type Moves, moved, moveLabels, noMoves } from './draw-moves'
import { drawReservations, type Fleet } from './draw-reservations'
import type { Extra } from './extras'
import { billedTo, drawPayerMove, type PayerMove, payerMoveLabel } from './payer-move'
import { fleetCharges, monthlyFee } from './reservation-charges'
import { reservationLabels } from './reservation-labels'
import { isPlanned, planOf } from './seeded-plan'
import { drawSharedMachines, type SharedMachines, sharedCharges, sharedLabels } from './shared-reservations'

/** How large a generated bill is: about leaves times days lines. */
export const PROFILES = { S: { leaves: 40, days: 130 }, M: { leaves: 1400, days: 200 }, L: { leaves: 7000, days: 400 } } as const
export type Profile = keyof typeof PROFILES

/** A generated bill with the truth about it. `charges` are made while they are read, for the state of the bill at a moment. */
export type SeededBill = Pick<Plot, 'labels' | 'deploys'> & {
  days: Day[]
  leaves: readonly SeededLeaf[]
  /** The bill as it stood at `until`: young days are incomplete, and months get tax and an invoice when they close. */
  chargesAsOf(until: Instant): Generator<{ month: Month; is_final: boolean; charges: Charge[] }>
  /** Machines with reservations; none unless they were asked for. */
  fleets: readonly Fleet[]
  payer_move: PayerMove | null
  /** Requests per day of the business that the growing usage serves. */
  traffic: number[]
}

const DISCOUNTED_OF_256 = 4
const DISCOUNT_PCT = '6'
const PPM = 1_000_000

/**
 * The bill of a seed. Same seed, profile and extras, same bytes, on every platform. Without labels nothing happens to it: what is told of it then is its own.
 * `extras` add to a bill and change nothing else of it.
 */
export function seededBill(seed: number, profile: Profile = 'M', has_labels = true, extras: readonly Extra[] = []): SeededBill {
  const { leaves: count, days: length } = PROFILES[profile]
  const drawn = drawLeaves(seed, count)
  const plan = planOf(seed, drawn)
  const plot = has_labels ? drawPlot(seed, drawn, length, plan.saved_per_day) : noPlot()
  const leaves = [...drawn, ...plot.added]
  const days = Array.from({ length }, (_, t) => addDays(BILL_START, t))
  const ends = plot.plan_ends === null ? plan.end : startOfDay(plot.plan_ends)
  for (const label of plot.labels) if (label.cause === 'ri_sp_coverage_drift') label.scopes.push({ sub_account_id: ACCOUNTS[plan.account].account_id })
  // A bill to which nothing happens has no moves either.
  const moves = plot.labels.length > 0 ? drawMoves(seed, leaves, length, plot.labels) : noMoves()
  plot.labels.push(...moveLabels(seed, moves, days.at(-1) ?? BILL_START))
  const happens = plot.labels.length > 0
  const fleets = extras.includes('reservations') ? drawReservations(seed, length, plan.account, happens) : []
  const shared = extras.includes('shared_reservations') ? drawSharedMachines(seed, length, plan.account, happens) : null
  const payer_move = extras.includes('payer_move') && happens ? drawPayerMove(seed, leaves, length, plan.account) : null
  plot.labels.push(...reservationLabels(seed, fleets, days.at(-1) ?? BILL_START), ...payerMoveLabel(seed, payer_move))
  if (shared !== null) plot.labels.push(...sharedLabels(seed, shared, days.at(-1) ?? BILL_START))
  const book: Book = { plot, moves, days, plan: { ...plan, end: ends }, lines: linesOf(seed, leaves, plot, length), fleets, shared, payer_move }
  const chargesAsOf = (until: Instant) => monthsOf(book, until)
  return { labels: plot.labels, deploys: plot.deploys, days, leaves, fleets, payer_move, chargesAsOf, traffic: trafficOf(seed, plot, length) }
}

type Line = { leaf: SeededLeaf; meter: Meter; quantities: bigint[]; rates: bigint[]; is_discounted: boolean }
type Book = {
  plot: Plot
  moves: Moves
  days: readonly Day[]
  plan: DemoSavingsPlan
  lines: readonly Line[]
  fleets: readonly Fleet[]
  shared: SharedMachines | null
  payer_move: PayerMove | null
}

/** Quantity in millionths and rate of every leaf on every day, with all effects in. */
function linesOf(seed: number, leaves: readonly SeededLeaf[], plot: Plot, length: number): Line[] {
  return leaves.map((leaf) => {
    const rate = toUnits(leaf.rate)
    const mean = leaf.rate === '0' ? PPM * 50 : (leaf.usd_per_day / Number(leaf.rate)) * PPM
    const effects = plot.effects.filter((effect) => effect.line_ids.has(leaf.line_id))
    const factors = factorsOf(leaf.behaviour, seed, leaf.line_id, length)
    const on = (t: number) => effects.filter((effect) => t >= effect.from && t <= effect.to)
    return {
      leaf,
      // The agreements of the demonstration are not those of any other bill.
      meter: { ...meterOf(leaf), discount_pct: '0' },
      quantities: factors.map((factor, t) =>
        BigInt(Math.round(on(t).reduce((product, effect) => product * effect.factor(t), Math.round(factor * PPM) / PPM) * mean)),
      ),
      rates: factors.map((_, t) => on(t).reduce((product, effect) => divide(product * effect.rate_pct, 100n), rate)),
      is_discounted: leaf.rate !== '0' && Number.parseInt(sha256(`discount:${leaf.line_id}`).slice(0, 2), 16) < DISCOUNTED_OF_256,
    }
  })
}

function* monthsOf(book: Book, until: Instant): Generator<{ month: Month; is_final: boolean; charges: Charge[] }> {
  const last = book.days.at(-1) ?? BILL_START
  for (let month = monthOf(BILL_START); month <= monthOf(last); month = monthAfter(month)) {
    const is_final = isFinal(month, until)
    const of_month = book.days.flatMap((day, t) => (monthOf(day) === month ? [{ t, day, share_pct: completenessPct(day, until) }] : []))
    const fees = [...book.fleets, ...(book.shared?.reservations ?? [])]
      .flatMap((fleet) => monthlyFee(fleet, of_month))
      .flatMap((charge) => billedTo(moved(charge, book.moves), book.payer_move))
    const charges = [...of_month.flatMap(({ t, day }) => dayCharges(book, t, day, until)), ...fees]
    if (charges.length > 0) yield { month, is_final, charges: is_final ? [...charges, ...taxOf(month, charges)] : charges }
  }
}

function dayCharges({ plot, moves, plan, lines, fleets, shared, payer_move }: Book, t: number, day: Day, until: Instant): Charge[] {
  const share_pct = completenessPct(day, until)
  if (share_pct === 0n) return []
  const on = billDay(day, share_pct)
  const usage = lines.flatMap(({ meter, quantities, rates, is_discounted }) => {
    const whole = quantities[t] ?? 0n
    const quantity = share_pct === 100n ? whole : divide(whole * share_pct, 100n)
    if (quantity === 0n) return []
    const charge = usageCharge(rates[t] === meter.rate ? meter : { ...meter, rate: rates[t] ?? 0n }, quantity, on)
    // A plan's usage has no discount: a line would be lowered twice.
    return is_discounted && !isPlanned(charge, plan) ? [{ ...charge, discount_pct: DISCOUNT_PCT }, discountOn(charge)] : [charge]
  })
  const planned = usage.filter((charge) => isPlanned(charge, plan))
  const covered = startOfDay(day) < plan.end ? coveredUsage(plan, planned, day, share_pct) : planned
  const credit =
    plot.credit_ends === null || day < plot.credit_ends
      ? [flat('Credit', 'northlight-root', 'AmazonEC2', 'Promotional credit', divide(-toUnits(String(CREDIT_PER_DAY)) * share_pct, 100n), day)]
      : []
  const support = isFirstOfMonth(addDays(day, -5))
    ? [flat('Fee', 'northlight-root', 'AWSSupportBusiness', 'Business support of the month before', toUnits('100'), day)]
    : []
  const reserved = fleets.flatMap((fleet) => fleetCharges(fleet, t, day, share_pct))
  const moving = shared === null ? [] : sharedCharges(shared, t, day, share_pct)
  const all = [...covered, ...usage.filter((charge) => !isPlanned(charge, plan)), ...credit, ...support, ...reserved, ...moving].flatMap((charge) =>
    billedTo(moved(charge, moves), payer_move),
  )
  return day === plot.doubled_day ? [...all, ...all] : all
}

/** A negotiated discount on one line, as a line of its own. */
function discountOn(charge: Charge): Charge {
  const cost = -divide(charge.unblended * BigInt(DISCOUNT_PCT), 100n)
  return {
    ...charge,
    type: 'EdpDiscount',
    line_id: `discount|${charge.line_id}`,
    quantity: 0n,
    rate: 0n,
    unblended: cost,
    effective: cost,
    list: 0n,
    discount_pct: DISCOUNT_PCT,
  }
}

function taxOf(month: Month, charges: readonly Charge[]): Charge[] {
  const sums = new Map<Charge['product'], { charge: Charge; sum: bigint }>()
  for (const charge of charges) if (isMarketplace(charge)) sums.set(charge.product, { charge, sum: (sums.get(charge.product)?.sum ?? 0n) + charge.unblended })
  return taxCharges(month, sums)
}

/** Flat but for the growth that a label says is the business's own. */
function trafficOf(seed: number, plot: Plot, length: number): number[] {
  const noise = factorsOf(
    { kind: 'varying', shock: 0.02, persistence: 0.3, week: [1, 1, 1, 1, 1, 1, 1], growth: 0, month_edge: 0, tail: 0, traffic: null },
    seed,
    'traffic',
    length,
  )
  const growing = plot.labels.find((label) => label.cause === 'usage_growth')
  const effect = plot.effects.find(({ from }) => growing !== undefined && addDays(BILL_START, from) === growing.start)
  return noise.map((factor, t) => Math.round(100_000 * factor * (effect !== undefined && t >= effect.from ? effect.factor(t) : 1)))
}
