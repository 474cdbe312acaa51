import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeRandom } from '@/lib/kernel/random'
import { detectParams } from '../params'
import { baselineAt } from './baseline'
import type { History } from './history'
import { middle } from './middle'
import type { EdgeClass } from './month-edge'
import { runningBaseline } from './running-baseline'

const P = detectParams('1000')

/** A history with weekly patterns, equal days, jumps, calendars with holes and month edges anywhere. */
function historyOf(seed: number, days: number): History {
  const random = makeRandom(seed, 'running-baseline')
  const at = (make: (i: number) => number) => Array.from({ length: days }, (_, i) => make(i))
  const clean = Float64Array.from(at((i) => (random.unit() < 0.3 ? 4 : 4 + Math.sin(i) * random.unit() + (random.unit() < 0.05 ? 2 : 0))))
  const residuals = Float64Array.from(at(() => (random.unit() < 0.2 ? 0 : random.unit() - 0.5)))
  let weekday = 0
  const weekdays = Uint8Array.from(
    at(() => {
      weekday = (weekday + (random.unit() < 0.03 ? 3 : 1)) % 7
      return weekday
    }),
  )
  const edge = Uint8Array.from(at(() => (random.unit() < 0.07 ? 1 : 0)))
  return { raw: clean.slice(), clean, residuals, weekday: weekdays, edge }
}

const plain = (h: History, t: number) => baselineAt(t, [...h.clean], [...h.weekday], [...h.edge] as EdgeClass[], P)
const spreadOf = (xs: readonly number[]): number => {
  const centre = middle([...xs])
  return middle(xs.map((x) => Math.abs(x - centre)))
}

describe('runningBaseline', () => {
  it('says what the baseline of the days before says, to the last bit, also after history was rewritten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 15, max: 160 }), fc.integer({ min: 20, max: 150 }), (seed, days, rewritten_at) => {
        const h = historyOf(seed, days)
        const running = runningBaseline(h, P)
        running.begin()
        for (let t = P.min_history_days; t < days; t++) {
          if (t === rewritten_at) {
            for (let i = Math.max(0, t - 40); i < t; i++) h.clean[i] = (h.clean[i] ?? 0) + 0.7
            running.forget()
          }
          running.move(t)
          const { level, trend, factors, residuals } = plain(h, t)
          expect({ level: running.level, trend: running.trend, factors: [...running.factors] }).toEqual({ level, trend, factors })
          const recent = t < P.min_history_days + 14 ? residuals : [...h.residuals.slice(Math.max(0, t - P.residual_days), t)]
          const spread = running.spread(t)
          expect(spread).toBe(spreadOf(recent))
          const noise = running.noise(t, spread)
          if (t >= P.min_history_days + P.residual_days) expect(noise).toBe(spread)
        }
      }),
      { numRuns: 60 },
    )
  })
})
