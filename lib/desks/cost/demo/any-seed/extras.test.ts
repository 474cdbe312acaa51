import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WireReservationCoverage, WireReservationUtilization } from '@/lib/desks/cost/connectors/cost-explorer/wire'
import { sha256 } from '@/lib/kernel/canonical'
import { addDays, weekday } from '@/lib/kernel/time'
import { ACCOUNTS } from '../accounts'
import type { Charge } from '../charge'
import { type BillFormat, FORMATS, type Row } from '../formats'
import { toUnits } from '../units'
import { costExplorerDays } from './cost-explorer'
import { dailyBillOf } from './daily-bill'
import type { Extra } from './extras'
import { hourlyCharges } from './hourly-charges'
import { boughtOn } from './reservation-charges'
import { reservationsDays } from './reservations-days'
import { type SeededBill, seededBill } from './seeded-bill'

const CLOSED = '2026-11-10T00:00:00.000Z'
const ALL: readonly Extra[] = ['reservations', 'payer_move']
const chargesOf = (bill: SeededBill): Charge[] => [...bill.chargesAsOf(CLOSED)].flatMap((month) => month.charges)
const rowsOf = (bill: SeededBill, format: BillFormat, is_hourly = false): Row[] =>
  [...bill.chargesAsOf(CLOSED)].flatMap(({ charges, month, is_final }) => [
    ...FORMATS[format].rowsOf(is_hourly ? hourlyCharges(charges) : charges, month, is_final),
  ])
const total = (charges: readonly Charge[], of: (charge: Charge) => bigint) => charges.reduce((sum, charge) => sum + of(charge), 0n)
const sumOf = (rows: readonly Row[], column: string): bigint => rows.reduce((sum, row) => sum + toUnits(row[column] || '0'), 0n)
// A day that was delivered twice holds what was bought of a reservation twice.
const hasDoubledDay = (seed: number) => seededBill(seed, 'S').labels.some(({ cause }) => cause === 'data_quality')
const seeds = fc.integer({ min: 1, max: 2000 }).filter((seed) => !hasDoubledDay(seed))
const soundSeed = (first: number): number => (hasDoubledDay(first) ? soundSeed(first + 1) : first)
const dayOf = (charge: Charge) => charge.start.slice(0, 10)

describe('a generated bill with extras', () => {
  test('is the same bytes every time', () => {
    const bill = seededBill(2, 'S', true, ALL)
    const [first] = [...bill.chargesAsOf(CLOSED)]
    const hours = FORMATS.cur_2_0.rowsOf(hourlyCharges(first?.charges ?? []), first?.month ?? '', true)
    expect([sha256(JSON.stringify(rowsOf(bill, 'cur_2_0'))), sha256(JSON.stringify([...hours]))]).toEqual([
      'c0151df111b71d880b070f35a38c4f1a06329448746eaf78e5dd3967892852f9',
      '1b9bf0c3699db41756a2f79b05bef40be22ddb565914dadc78aa500c3d06826c',
    ])
  })

  test('has everything that the bill of its seed has, and lines of its reservations beside it', () => {
    const seed = soundSeed(5)
    const [plain, more] = [seededBill(seed, 'S'), seededBill(seed, 'S', true, ['reservations'])]
    const arns = new Set(more.fleets.map(({ reservation }) => reservation.arn))
    const texts = (charges: readonly Charge[]) => charges.map(({ line_id, start, unblended, effective }) => `${line_id} ${start} ${unblended} ${effective}`)
    const known = new Set(texts(chargesOf(plain)))
    const added = chargesOf(more).filter((charge) => !known.has(texts([charge])[0] ?? ''))
    expect(texts(chargesOf(more)).filter((text) => known.has(text))).toHaveLength(known.size)
    expect(added.length).toBeGreaterThan(300)
    expect(added.every(({ reservation, type }) => type === 'Usage' || arns.has(reservation?.arn ?? ''))).toBe(true)
  })

  test(
    'comes to the same money in CUR 2.0, legacy CUR, FOCUS and Cost Explorer, to the last decimal',
    () =>
      fc.assert(
        fc.property(seeds, (seed) => {
          const bill = seededBill(seed, 'S', true, ALL)
          const charges = chargesOf(bill)
          const [unblended, effective] = [total(charges, (c) => c.unblended), total(charges, (c) => c.effective)]
          expect(sumOf(rowsOf(bill, 'cur_2_0'), 'line_item_unblended_cost')).toBe(unblended)
          expect(sumOf(rowsOf(bill, 'cur_legacy'), 'lineItem/UnblendedCost')).toBe(unblended)
          const focus = rowsOf(bill, 'focus_1_2')
          expect([sumOf(focus, 'BilledCost'), sumOf(focus, 'EffectiveCost')]).toEqual([unblended, effective])
          const explorer = costExplorerDays(charges, true).flatMap((day) => day.Groups.map((group) => group.Metrics))
          expect(explorer.reduce((sum, metric) => sum + toUnits(metric.AmortizedCost.Amount), 0n)).toBe(effective)
        }),
        { numRuns: 3, endOnFailure: true },
      ),
    120_000,
  )
})

/** A seed whose reservation of any size ends. */
const floatingSeed = (first: number): number =>
  seededBill(first, 'S', true, ['reservations']).labels.some(({ cause }) => cause === 'floating_reservation_end') && !hasDoubledDay(first)
    ? first
    : floatingSeed(first + 1)

describe('reservations of a generated bill', () => {
  test(
    'cost what was bought of them, used or not, and Cost Explorer says the same of each, to the last decimal',
    () =>
      fc.assert(
        fc.property(seeds, (seed) => {
          const bill = seededBill(seed, 'S', true, ['reservations'])
          const charges = chargesOf(bill)
          const used = charges.filter(({ type }) => type === 'DiscountedUsage')
          const fees = charges.filter(({ type }) => type === 'RIFee')
          const { coverage, utilization } = reservationsDays(charges, boughtOn(bill.fleets, bill.days))
          const sum = (of: (day: (typeof utilization)[number]['Total']) => string) => utilization.reduce((all, { Total }) => all + toUnits(of(Total)), 0n)
          expect(sum((t) => t.TotalAmortizedFee)).toBe(total(used, (c) => c.effective) + total(fees, (c) => c.effective))
          expect(sum((t) => t.RICostForUnusedHours)).toBe(total(fees, (c) => c.effective))
          expect(sum((t) => t.OnDemandCostOfRIHoursUsed)).toBe(total(used, (c) => c.list))
          for (const { unused, effective } of fees) expect((unused?.upfront ?? 0n) + (unused?.recurring ?? 0n)).toBe(effective)
          // Hours go unused now and then, and nobody uses more than was bought.
          expect(total(fees, (c) => c.effective)).toBeGreaterThan(0n)
          expect(fees.every(({ effective }) => effective >= 0n)).toBe(true)
          for (const { Total } of WireReservationUtilization.parse(utilization)) expect(Total?.UtilizationPercentage).toBeLessThanOrEqual(1)
          expect(WireReservationCoverage.parse(coverage)).toHaveLength(bill.days.length)
        }),
        { numRuns: 3, endOnFailure: true },
      ),
    60_000,
  )

  test('of any size cover now one size and now another, and as much of the family on every day until they end', () => {
    const seed = floatingSeed(5)
    const bill = seededBill(seed, 'S', true, ['reservations'])
    const fleet = bill.fleets.find(({ kind }) => kind === 'regional')
    const covered = chargesOf(bill).filter(({ reservation }) => reservation?.arn === fleet?.reservation.arn)
    const lines = covered.filter(({ type }) => type === 'DiscountedUsage')
    const end = fleet?.reservation.end.slice(0, 10) ?? ''
    expect(end < (bill.days.at(-1) ?? '')).toBe(true)
    const by_day = bill.days.map((day) => lines.filter((line) => dayOf(line) === day))
    expect(new Set(by_day.filter((_, t) => (bill.days[t] ?? '') < end).map((of) => total(of, (c) => c.effective)))).toHaveProperty('size', 1)
    expect(by_day.filter((_, t) => (bill.days[t] ?? '') >= end).flat()).toEqual([])
    for (const { usage_type } of fleet?.sizes.slice(0, 2) ?? [])
      expect(
        new Set(
          by_day.map((of) =>
            total(
              of.filter((c) => c.usage_type === usage_type),
              (c) => c.effective,
            ),
          ),
        ).size,
      ).toBeGreaterThan(4)
    const [row] = rowsOf(bill, 'cur_2_0').filter((r) => r['line_item_normalization_factor'] === '8')
    expect(Number(row?.['line_item_normalized_usage_amount'])).toBeCloseTo(8 * Number(row?.['line_item_usage_amount']), 6)
  }, 60_000)

  test('of one zone look at the machines of that zone alone', () => {
    const bill = seededBill(7, 'S', true, ['reservations'])
    const fleet = bill.fleets.find(({ kind }) => kind === 'zonal')
    const zones = new Set(
      chargesOf(bill).flatMap(({ reservation, type, zone }) => (type === 'DiscountedUsage' && reservation?.arn === fleet?.reservation.arn ? [zone] : [])),
    )
    expect([...zones]).toEqual([`${fleet?.reservation.region_id}a`])
  })
})

describe('a generated bill by the hour', () => {
  const bill = seededBill(soundSeed(3), 'S', true, ['reservations'])
  const charges = chargesOf(bill)
  const hourly = [...hourlyCharges(charges)]

  test('is read as the same bill by day, in as many lines as it has hours', () => {
    const [by_day, by_hour] = [dailyBillOf(charges, bill.days), dailyBillOf(hourly, bill.days)]
    expect(by_hour.leaves.map(({ scope, values }) => ({ scope, values }))).toEqual(by_day.leaves.map(({ scope, values }) => ({ scope, values })))
    expect(hourly.length).toBeGreaterThan(10 * charges.length)
  })

  test('has each hour within its day, and each line once in it', () => {
    const ids = rowsOf(bill, 'cur_2_0', true).map((row) => row['identity_line_item_id'])
    expect(new Set(ids).size).toBe(ids.length)
    expect(hourly.every(({ start, end }) => start < end)).toBe(true)
  })

  test('has working hours, weekends and nights', () => {
    const share = (isWanted: (hour: number, day: number) => boolean) => (line: string) => {
      const of = hourly.filter(({ line_id, type }) => line_id === line && type === 'Usage')
      return (
        Number(
          total(
            of.filter(({ start }) => isWanted(Number(start.slice(11, 13)), weekday(start.slice(0, 10)))),
            (c) => c.list,
          ),
        ) / Number(total(of, (c) => c.list))
      )
    }
    const lines = [...new Set(charges.flatMap(({ line_id, type, list }) => (type === 'Usage' && list > 0n ? [line_id] : [])))]
    const office = lines.map(share((hour, day) => day < 5 && hour >= 7 && hour < 17))
    const night = lines.map(share((hour) => hour >= 1 && hour < 4))
    const flat = (10 * 5) / (24 * 7)
    expect([office.some((x) => x > 1.6 * flat), office.some((x) => Math.abs(x - flat) < 0.03), night.some((x) => x > 0.95)]).toEqual([true, true, true])
  })
})

describe('an account that goes to another payer', () => {
  const bill = seededBill(6, 'S', true, ['payer_move'])
  const move = bill.payer_move
  const charges = chargesOf(bill)
  const of_account = charges.filter(({ account }) => account === move?.account)

  test('costs on every day what it would have cost, to the last decimal', () => {
    const plain = chargesOf(seededBill(6, 'S'))
    for (const day of bill.days) {
      const on = (list: readonly Charge[]) => list.filter((c) => c.account === move?.account && dayOf(c) === day)
      expect(total(on(charges), (c) => c.effective)).toBe(total(on(plain), (c) => c.effective))
    }
  })

  test('is billed to both on its day, and to the new payer from the next, who does not know its tags for two weeks', () => {
    const [day, back] = [move?.day ?? '', move?.tags_return ?? '']
    const payers = (isWanted: (charge: Charge) => boolean) => new Set(of_account.filter(isWanted).map(({ payer }) => payer?.account_id ?? 'own'))
    expect([...payers((c) => dayOf(c) < day)]).toEqual(['own'])
    expect([...payers((c) => dayOf(c) === day)].sort()).toEqual(['310000000001', 'own'])
    expect([...payers((c) => dayOf(c) > day)]).toEqual(['310000000001'])
    const tagged = (from: string, to: string) => of_account.some((c) => dayOf(c) >= from && dayOf(c) < to && Object.keys(c.tags).length > 0)
    expect([tagged('', day), tagged(addDays(day, 1), back), tagged(back, '9999-01-01')]).toEqual([true, false, true])
  })

  test('is billed under each payer in every format, with an invoice of its own', () => {
    const account_id = ACCOUNTS[move?.account ?? 'northlight-root'].account_id
    const cur = rowsOf(bill, 'cur_2_0').filter((row) => row['line_item_usage_account_id'] === account_id)
    const focus = rowsOf(bill, 'focus_1_2').filter((row) => row['SubAccountId'] === account_id)
    for (const payers of [cur.map((row) => row['bill_payer_account_id']), focus.map((row) => row['BillingAccountId'])])
      expect([...new Set(payers)]).toEqual(['210000000001', '310000000001'])
    const invoices = new Map(
      cur
        .filter((row) => row['bill_billing_period_start_date']?.startsWith(move?.day.slice(0, 7) ?? ''))
        .map((row) => [row['bill_payer_account_id'], row['bill_invoice_id']]),
    )
    expect(new Set(invoices.values()).size).toBe(2)
  })
})
