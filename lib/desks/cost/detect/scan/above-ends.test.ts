import { describe, expect, it } from 'vitest'
import { dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import { scanBill } from './scan-bill'

const END = 70
const day = (t: number) => addDays(FIRST_DAY, t)

describe.each(['GB', 'pods'])('restless usage (%s) of which a plan paid for a half until it ended', (name) => {
  const restless = wobbling(name, 1, 0.2)
  const usage = (t: number) => restless(t) * (t < END ? 500 : 1100)
  const scan = (cost: (t: number) => number) =>
    scanBill(
      dailyBill([
        line({ usage_type: 'Fargate', operation: 'Plan', kind: 'committed' }, (t) => (t < END ? 380 : 0)),
        line({ usage_type: 'Fargate', operation: 'Run' }, cost),
      ]),
    ).incidents

  it('is told once, and not again when the daily model hears the same dollars weeks later', () => {
    expect(scan(usage).map(({ start, mechanism }) => [start, mechanism])).toEqual([[day(END), 'commitment']])
  })

  it('is told of what rises on top of them, with the dollars of that alone', () => {
    const [, rise, ...more] = scan((t) => usage(t) * (t >= END + 12 && t < END + 20 ? 3 : 1))
    expect([day(END + 12), day(END + 13)]).toContain(rise?.start)
    expect(Number(rise?.expected_daily_cost)).toBeGreaterThan(950)
    expect(more).toEqual([])
  })
})
