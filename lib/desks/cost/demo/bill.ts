import { invariant } from '@/lib/kernel/errors'
import { addDays, daysBetween, daysIn, monthOf } from '@/lib/kernel/time'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Day, Instant, Month } from '@/schemas/time'
import { ACCOUNT_NAMES } from './accounts'
import { BEHAVIOURS, factorsOf } from './behaviour'
import type { Charge } from './charge'
import { reservationCharges, withSavingsPlan } from './commitment-charges'
import { completenessPct, firstOf, isFinal, monthAfter, refreshedAt } from './delivery-times'
import { ESTATE, LINES } from './estate'
import { type BillFormat, FORMATS, type Row } from './formats'
import { FLEET_LINES } from './lines-storefront'
import { discountCharges, eventCharges, isMarketplace, taxCharges } from './other-charges'
import { BILL_START } from './people'
import { instanceCharges, volumeCharges } from './resource-charges'
import type { ProductCode } from './services'
import { billDay, lineCharge, meterOf } from './usage'

export type BillRequest = {
  seed: number
  /** What was done to the simulated account; only those up to `until` count. */
  events: readonly SimulatedEvent[]
  /** First usage day, not before the start of the bill. */
  from: Day
  /** The moment at which the bill is looked at. */
  until: Instant
}

/** A billing month. Rows are made while they are read and can be read once. */
export type BillMonth = { month: Month; is_final: boolean; columns: readonly string[]; rows: Iterable<Row> }

type Book = BillRequest & { factors: ReadonlyMap<string, readonly number[]>; eventsOf(arn: string): readonly SimulatedEvent[] }
const NO_EVENTS: readonly SimulatedEvent[] = []
const METERED = LINES.map((line) => ({ line, meter: meterOf(line) }))
const FLEET_IDS = new Set(FLEET_LINES.map((line) => line.line_id))

/**
 * The demonstration bill, month by month. The same arguments give the same bytes. A usage day grows until the second day after it and
 * never changes again, except that a month gets its invoice id and its tax when it closes.
 */
export function* makeBill(request: BillRequest, format: BillFormat = 'cur_2_0'): Generator<BillMonth> {
  const { columns, rowsOf } = FORMATS[format]
  for (const { month, is_final, charges } of makeCharges(request)) yield { month, is_final, columns, rows: rowsOf(charges, month, is_final) }
}

/** The same bill before it is written in a format. */
export function* makeCharges(request: BillRequest): Generator<{ month: Month; is_final: boolean; charges: Iterable<Charge> }> {
  invariant(request.from >= BILL_START, `the demonstration bill begins on ${BILL_START}`)
  const book = bookOf(request)
  const last = refreshedAt(request.until).day
  for (let month = monthOf(request.from); firstOf(month) <= last; month = monthAfter(month)) {
    const is_final = isFinal(month, request.until)
    yield { month, is_final, charges: monthCharges(book, month, is_final) }
  }
}

function bookOf(request: BillRequest): Book {
  const days = Math.max(0, daysBetween(BILL_START, refreshedAt(request.until).day) + 1)
  const byArn = new Map<string, SimulatedEvent[]>()
  for (const event of request.events) if (event.at <= request.until) byArn.set(event.arn, [...(byArn.get(event.arn) ?? []), event])
  return {
    ...request,
    factors: new Map(LINES.map((line) => [line.line_id, factorsOf(BEHAVIOURS[line.behaviour], request.seed, line.line_id, days)])),
    eventsOf: (arn) => byArn.get(arn) ?? NO_EVENTS,
  }
}

function* monthCharges(book: Book, month: Month, is_final: boolean): Generator<Charge> {
  const marketplace = new Map<ProductCode, { charge: Charge; sum: bigint }>()
  const start = book.from > firstOf(month) ? book.from : firstOf(month)
  for (const day of daysIn(start, firstOf(monthAfter(month)))) {
    for (const charge of dayCharges(book, day)) {
      if (isMarketplace(charge)) marketplace.set(charge.product, { charge, sum: (marketplace.get(charge.product)?.sum ?? 0n) + charge.unblended })
      yield charge
    }
  }
  if (is_final) yield* taxCharges(month, marketplace)
}

/** Everything that is charged for a day, as far as the bill knows it at the time of the last refresh. */
function dayCharges(book: Book, day: Day): Charge[] {
  const share_pct = completenessPct(day, book.until)
  if (share_pct === 0n) return []
  const on = billDay(day, share_pct)
  const index = daysBetween(BILL_START, day)
  const lines = METERED.flatMap(
    ({ line, meter }) => lineCharge(line, meter, book.factors.get(line.line_id)?.[index] ?? 0, book.eventsOf(line.resource_id), on) ?? [],
  )
  const compute = [
    ...ESTATE.instances.flatMap((instance) => instanceCharges(instance, book.eventsOf(instance.arn), on)),
    ...lines.filter((charge) => FLEET_IDS.has(charge.line_id)),
  ].sort((a, b) => (a.usage_type < b.usage_type ? -1 : a.usage_type > b.usage_type ? 1 : 0)) // stable: a plan covers one usage type after the other
  const metered = lines.filter((charge) => !FLEET_IDS.has(charge.line_id))
  return [
    ...ACCOUNT_NAMES.flatMap((account) =>
      withSavingsPlan(
        compute.filter((charge) => charge.account === account),
        account,
        day,
        share_pct,
      ),
    ),
    ...ESTATE.volumes.flatMap((volume) => volumeCharges(volume, book.eventsOf(volume.arn), on)),
    ...metered,
    ...reservationCharges(day, share_pct),
    ...discountCharges(metered),
    ...eventCharges(day, share_pct),
  ]
}

/** First usage day after which nothing changes any more at `until`. */
export const settledUntil = (until: Instant): Day => addDays(refreshedAt(until).day, -1)
