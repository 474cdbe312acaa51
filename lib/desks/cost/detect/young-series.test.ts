import { expect, it } from 'vitest'
import { DAYS, dailyBill, line } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { makeRandom } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import { scanBill } from './scan/scan-bill'

const LINES = 160
const FIRST = '2026-03-01'
const DAYS_AT_MOST = 56

/** Lines that wander by six percent a day and nothing else, each around its own level. */
const restless = (): ReturnType<typeof line>[] =>
  Array.from({ length: LINES }, (_, k) => {
    const random = makeRandom(k, 'restless')
    const level = 20 + 100 * random.unit()
    const noise = () => 0.06 * (random.unit() + random.unit() + random.unit() + random.unit() + random.unit() + random.unit() - 3) * Math.SQRT2
    const values = Array.from({ length: DAYS }, () => level * Math.exp(noise()))
    return line({ account: `a${k}`, usage_type: `u${k}` }, (t) => values[t] ?? 0)
  })

it('a bill that is a few weeks old gives hardly more false alarms than one of months: its noise is not taken for less than it is', () => {
  const { incidents } = scanBill(dailyBill(restless()))
  const young = incidents.filter(({ start }) => start < addDays(FIRST, DAYS_AT_MOST))
  expect(young.length).toBeLessThanOrEqual(LINES / 40)
  expect(incidents.length - young.length).toBeLessThanOrEqual(LINES / 40)
})

it('and still tells on its day what doubles in the third week', () => {
  const lines = restless()
  const [first, ...others] = lines.map((leaf, i) => (i === 0 ? { ...leaf, values: leaf.values.map((y, t) => (t >= 18 ? 2 * y : y)) } : leaf))
  const { incidents } = scanBill(dailyBill(first === undefined ? others : [first, ...others]))
  expect(incidents.filter(({ scope }) => scope.usage_type === 'u0')).toMatchObject([{ start: addDays(FIRST, 18) }])
})
