import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { makeRandom } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import { priceAlarms } from './price-alarms'
import { scanBill } from './scan-bill'
import { scanParams } from './scan-params'

const AT = 75
const REQUESTS = { account: 'a7', service: 'Keys', usage_type: 'Requests' }

/** A line of which so much is used each day at the price of that day. */
function priced(where: Parameters<typeof line>[0], used: (t: number) => number, price: (t: number) => number) {
  return { ...line(where, (t) => used(t) * price(t)), quantities: Array.from({ length: DAYS }, (_, t) => used(t)) }
}
/** Use that halves and doubles from day to day. */
function restless(name: string): (t: number) => number {
  const random = makeRandom(3, name)
  const factors = Array.from({ length: DAYS }, () => Math.exp(0.5 * random.normal()))
  return (t) => 80 * (factors[t] ?? 1)
}
const dearer = (t: number) => (t < AT ? 1 : 1.27)
const alarms = (...leaves: Parameters<typeof dailyBill>[0]) => priceAlarms(dailyBill(leaves), scanParams())

describe('a unit that became dearer', () => {
  it('is told on its day as a price with every dollar that it made, however restless its use is', () => {
    const used = restless('a')
    const { incidents } = scanBill(dailyBill([priced(REQUESTS, used, dearer)]))
    const told = incidents.find(({ category }) => category === 'pricing_change')
    expect(told).toMatchObject({
      start: addDays(FIRST_DAY, AT),
      subcategory: 'unit_price',
      because: [{ code: 'unit_price_rose', facts: { factor: 1.27, lines: 1 } }],
    })
    const made = Array.from({ length: DAYS - AT }, (_, n) => 0.27 * used(AT + n)).reduce((a, b) => a + b, 0)
    expect(Number(told?.impact)).toBeCloseTo(made, 4)
  })

  it('is one price in all accounts that pay it', () => {
    const lines = ['a7', 'b8', 'c9'].map((account) => priced({ ...REQUESTS, account }, restless(account), dearer))
    const told = scanBill(dailyBill(lines)).incidents.filter(({ category }) => category === 'pricing_change')
    expect(told.map(({ cells }) => cells.length)).toEqual([3])
  })

  it('is told once, however often what it made is heard again in the weeks after', () => {
    const used = wobbling('again', 100, 0.2)
    for (const up of [AT + 9, AT + 14, AT + 19]) {
      const spiky = (t: number) => (t === up ? 130 : used(t))
      const { incidents } = scanBill(dailyBill([priced(REQUESTS, spiky, (t) => (t < AT ? 1 : 1.4))]))
      expect(incidents.map(({ category }) => category)).toEqual(['pricing_change'])
    }
  })

  it('does not keep more use of the same day quiet', () => {
    const used = (t: number) => (t < AT ? 100 : 400)
    const { incidents } = scanBill(dailyBill([priced(REQUESTS, used, dearer)]))
    expect(incidents.map(({ mechanism }) => mechanism).sort()).toEqual(['price', 'volume'])
  })

  it('is none where a free amount or a tier begins anew with each month, where only one line of several pays more, or where prices change all the time', () => {
    const dayOfMonth = (t: number) => Number(addDays(FIRST_DAY, t).slice(8))
    const random = makeRandom(5, 'market')
    const market = Array.from({ length: DAYS }, () => 1 + 0.3 * random.unit())
    const used = restless('b')
    expect(alarms(priced(REQUESTS, used, (t) => (dayOfMonth(t) < 12 ? 1.4 : 1)))).toEqual([])
    expect(
      alarms(
        priced(REQUESTS, used, dearer),
        priced(
          { ...REQUESTS, account: 'b8' },
          (t) => 3 * used(t),
          () => 1,
        ),
      ),
    ).toEqual([])
    expect(alarms(priced(REQUESTS, used, (t) => market[t] ?? 1))).toEqual([])
  })

  it('is none where use is counted in another unit and costs what it did', () => {
    for (const [n, of] of [1024, 1000, 730, 60, 24, 8].entries()) {
      const used = n % 2 === 0 ? restless(`unit${n}`) : wobbling(`unit${n}`, 80, 0.05)
      const lines = ['a7', 'b8'].map((account) =>
        priced(
          { ...REQUESTS, account },
          (t) => (t < AT ? 1 : 1 / of) * used(t),
          (t) => (t < AT ? 1 : of),
        ),
      )
      expect(alarms(...lines), `${of}`).toEqual([])
    }
    const used = wobbling('unit', 80, 0.05)
    const { incidents, held } = scanBill(
      dailyBill([
        priced(
          REQUESTS,
          (t) => (t < AT ? used(t) : used(t) / 1024),
          (t) => (t < AT ? 1 : 1024),
        ),
      ]),
    )
    expect([...incidents, ...held]).toEqual([])
  })

  it('is told where less is used of it because it is dearer, and costs more all the same', () => {
    const used = wobbling('thrifty', 100, 0.02)
    const { incidents } = scanBill(
      dailyBill([
        priced(
          REQUESTS,
          (t) => (t < AT ? 1 : 0.85) * used(t),
          (t) => (t < AT ? 1 : 1.4),
        ),
      ]),
    )
    expect(incidents.map(({ category }) => category)).toEqual(['pricing_change'])
  })

  it('is one incident in all services whose units became dearer by one factor on one day, as where a discount ends', () => {
    const places = ['Requests', 'Storage', 'Queries'].map((name, n) => ({ service: `S${n % 2}`, usage_type: name, account: `a${n}` }))
    const ends = (factors: readonly number[]) =>
      scanBill(dailyBill(places.map((place, n) => priced(place, restless(place.usage_type), (t) => (t < AT ? 1 : (factors[n] ?? 1)))))).incidents.filter(
        ({ category }) => category === 'pricing_change',
      )
    const [one, ...others] = ends([1.25, 1.25, 1.25])
    expect(others).toEqual([])
    expect(one).toMatchObject({ start: addDays(FIRST_DAY, AT), because: [{ code: 'unit_price_rose', facts: { factor: 1.25, lines: 3 } }] })
    const made = places.flatMap(({ usage_type }) => Array.from({ length: DAYS - AT }, (_, n) => 0.25 * restless(usage_type)(AT + n)))
    expect(Number(one?.impact)).toBeCloseTo(
      made.reduce((a, b) => a + b, 0),
      3,
    )
    expect(ends([1.25, 1.4, 1.6])).toHaveLength(3)
  })

  it('is none while the price stands, whatever is used', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: DAYS, maxLength: DAYS }),
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        (use, price) => {
          expect(
            alarms(
              priced(
                REQUESTS,
                (t) => use[t] ?? 0,
                () => price,
              ),
            ),
          ).toEqual([])
        },
      ),
      { numRuns: 50 },
    ))
})
